Feature: The record
  The trial manager reads who did what and when, in plain words, and can show that nothing was changed.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    And Amy has come in
    And Amy has agreed to take part
    And Tess is the trial manager

  Scenario: What people did is told in plain words, newest first
    When Tess opens the record
    Then the record tells, newest first
      | Tess signed in. Way: a link and a code                    |
      | {Amy} signed their choices                   |
      | {Amy} signed in. Way: a link and a code                   |
      | Kim added the family of {Amy}. Site: Bromley |
    And no name or phone number of a family is on the page

  Scenario: Leaving is on record
    When Amy presses "Leave now"
    And Tess opens the record
    Then the record tells, newest first
      | {Amy} signed out |

  Scenario: A thing that nobody found words for shows its code
    Given something new was done about Amy
    When Tess opens the record
    Then the record tells, newest first
      | Kim: tea_poured, {Amy} (milk: yes) |

  Scenario Outline: The record is searched
    When Tess looks in the record for <what>
    Then every event is of <which>

    Examples:
      | what                     | which                |
      | what Kim did             | Kim                  |
      | Amy's study number       | Amy                  |
      | families that were added | added the family of  |
      | yesterday                | nothing              |
      | today                    | something            |
      | days before 2026-03-10   | the day before Kim came |

  Scenario: A day that is none is explained, and what was typed is kept
    When Tess looks in the record from "the 31st" to "2026-03-10"
    Then Tess is told "Give a day as year, month and day, for example 2026-03-10."
    When Tess looks in the record from "2026-03-11" to "2026-03-10"
    Then Tess is told "The last day is before the first. Change one of them."

  Scenario: Many events come fifty to a page
    Given 120 things more were done
    When Tess opens the record
    Then 50 events are on the page
    When Tess follows "Older events"
    And Tess follows "Older events"
    Then the very first event is on the page
    When Tess follows "Newer events"
    Then 50 events are on the page

  Scenario: A whole record says so, and gives a line to keep
    When Tess opens the record
    Then Tess is told "events were checked just now."
    And the line to keep ends with the head of the chain

  Scenario: A record that somebody changed says so
    Given somebody who reaches the database changes an event
    When Tess opens the record
    Then Tess is told "No. Somebody, or a fault, has changed the record."
    And Tess is told "The event does not match its own hash."

  Scenario: A record whose end was cut off says so
    Given somebody who reaches the database deletes the last event
    When Tess opens the record
    Then Tess is told "No event has the head that was kept."

  Scenario: A long record is checked in part at once and as a whole on demand
    Given 2100 things more were done
    When Tess opens the record
    Then Tess is told "Yes, as far as was checked just now: the newest 2000 of"
    When Tess has all events checked
    Then Tess is told "Yes. All"

  Scenario: The copy that is taken can be checked elsewhere with the line that was kept
    When Tess opens the record
    And Tess keeps the line
    And Tess downloads the record
    Then the copy is found whole with the line that was kept
    And that the copy was taken is its last event
    When the last 3 lines of the copy are lost
    Then the copy is found cut with the line that was kept

  Scenario: Who answers for one site sees its families and what is about no family
    Given Tess answers for glasgow only
    When Tess opens the record
    Then nothing on the page is about Amy
    And the record tells
      | Tess signed in. Way: a link and a code        |
      | The demonstration added Kim to staff: Recruitment co-ordinator (every site) |
    And Tess is told "A copy holds the events of all sites."
    And Tess cannot download the record

  Scenario: Looking at the record writes nothing
    When Tess opens the record
    Then looking once more writes nothing down
