@journey
Feature: Enter a family
  A co-ordinator enters a family that said yes to being asked. The family hears only what is safe for them.

  Background:
    Given Kim is the co-ordinator

  Scenario: A family with a safe phone gets one neutral text
    When Kim enters Amy, whose phone is safe and who looks after Leo (9 months)
    Then Kim is told "The family was added."
    And Kim sees Amy's study number and the child's exact age, and no name
    And Amy has been sent nothing
    When what is due is sent
    Then Amy has been sent 1 text
    And the text says neither who writes, nor what it is about, nor anybody's name
    And the text has one link and the phone number of the team
    And Kim sees that the invitation was sent

  Scenario: As long as nobody has asked if the phone is safe, nothing is sent
    When Kim enters Bea, whose phone nobody asked about and who looks after Max (20 months)
    And what is due is sent
    Then Bea has been sent nothing
    And Kim is told why: "We do not know yet how to reach this person safely. Ask them."
    When 2 days pass
    And what is due is sent
    Then Bea has been sent nothing

  Scenario: A family without a safe phone is told its code by voice
    When Kim enters Bea, whose phone is not safe and who looks after Max (20 months)
    And what is due is sent
    Then Bea has been sent nothing
    When Kim reads a link and a code to Bea
    And Bea comes in with what was read to her
    Then Bea sees "Make this page work for you"
    And Bea has been sent nothing
    When Bea tries the same code in another browser
    Then Bea is told "That code has run out. Ask for a new one."

  Scenario: A code by voice works for half an hour
    Given Kim has entered Bea, whose phone is not safe and who looks after Max (20 months)
    When Kim reads a link and a code to Bea
    And 31 minutes pass
    And Bea comes in with what was read to her
    Then Bea is told "That code has run out. Ask for a new one."

  Scenario: Who was read a code needs no text, even when their phone is safe
    Given Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    When Kim reads a link and a code to Amy
    And Amy opens the link that was read to her
    And Amy presses "I have a code"
    Then Amy has been sent nothing
    When Amy types the code that was read to her
    Then Amy sees "Make this page work for you"
    And Amy has been sent nothing

  Scenario: Asking for a texted code does not end the code that was read out
    Given Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    When Kim reads a link and a code to Amy
    And Amy opens the link that was read to her
    And Amy presses "Send me a code"
    Then a code was texted to Amy
    When Amy types the code that was read to her
    Then Amy sees "Make this page work for you"

  Scenario Outline: What cannot be right is asked about, and everything typed is kept
    When Kim enters a family in which <what>
    Then Kim is told "<words>"
    And everything that Kim typed is still there
    And no family was added

    Examples:
      | what                             | words                                                              |
      | the parent's name is missing     | Type a first name.                                                 |
      | the phone has too few figures    | Look at the phone number. For example 07700 900123.                |
      | the phone is safe but missing    | Type the phone number, or choose another answer about safety.      |
      | nobody said if the phone is safe | Say if the phone is safe to write to.                              |
      | no child is named                | Give the name and the date of birth of at least one child.         |
      | a child has no date of birth     | Give both the name and the date of birth of child 1.               |
      | a child was born in 1926         | Child 1 is outside the ages of this study. Look at the year.       |
      | a child was born next year       | Child 1 is outside the ages of this study. Look at the year.       |
      | a child was born on 31 February  | That day is not in the calendar. Look at the day and the month.    |

  Scenario: The list shows how far each family is, and no name
    Given Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    When Kim looks at the list of families
    Then Kim sees Amy's study number
    And Kim is not told "Amy"
    And Kim is not told "Leo"
