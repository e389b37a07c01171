Feature: Correcting when a child was born
  Ages choose what is asked and how it is scored. A birthday that was typed wrong is put right by whoever rings the family;
  ages follow, forms that nobody has begun follow, and what was there before is not lost.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Bea, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent

  Scenario: Before anything is asked, only the age changes
    When Kim corrects the birthday of Leo to 14 months ago
    Then Kim is told "Kept. Ages and questions follow what is right now."
    And Kim is told "1 years and 2 months"
    And Bea, who agrees and begins, is asked about Leo with the form "12_23m" at 14 months

  Scenario: A form that nobody has begun follows the right age
    Given Bea has come in
    And Bea has agreed to take part
    And Bea has begun the questions
    When Kim corrects the birthday of Leo to 14 months ago
    Then what is asked about Leo has the form "12_23m" at 14 months
    And Kim is not told "stays as it is. Tell"

  Scenario: A form that was answered stays, its age follows, and the team is told
    Given Bea has come in
    And Bea has agreed to take part
    And Bea has answered and sent everything
    When Kim corrects the birthday of Leo to 14 months ago
    Then what is asked about Leo has the form "1_11m" at 14 months
    And Kim is told "The questions are those of form 1_11m. By the right age, form 12_23m is due."
    And Kim is told "Somebody has begun to answer, so it stays as it is."
    When Ravi takes the answers
    Then every answer about Leo stands at 14 months

  Scenario Outline: A measure that is for the right age only
    Given Bea has come in
    And Bea has agreed to take part
    And Bea has answered and sent everything
    And 4 months pass, and reminders go out in each
    And Bea comes in again
    And Bea has <got to> of the next visit
    When Kim corrects the birthday of Leo to 30 months ago
    Then the strengths and difficulties of Leo are <asked>
    And Kim <is told> "Nothing was asked, and the visit is over. By the right age, form 2_4 was due."

    Examples:
      | got to                        | asked     | is told     |
      | begun the questions           | asked     | is not told |
      | answered and sent all         | not asked | is told     |

  Scenario: A page that stood open cannot answer another question
    Given Bea has come in
    And Bea has agreed to take part
    And Bea looks at a question about Leo that is for babies
    When Kim corrects the birthday of Leo to 14 months ago
    And Bea answers the page that she has open
    Then Bea is told "The questions have changed since you opened that page. Your last answer was not kept."
    And nothing is answered about Leo
    When Bea answers the page that she has open
    Then one question about Leo is answered

  Scenario: How many weeks early
    When Kim corrects that Leo came 6 weeks early
    And Kim looks who Bea is
    Then Kim is told "weeks early: 6"

  Scenario: What was kept before stays, sealed; the record learns who and why, and no date
    When Kim corrects the birthday of Leo to 14 months ago
    And Kim corrects that Leo came 6 weeks early
    Then the vault keeps both corrections of Leo, with what was there before
    And the record says that Kim corrected "born" and then "weeks_early", because "typed_wrong"
    And no date of birth stands in the record

  Scenario Outline: What cannot be is asked about again, and nothing is changed
    When Kim types <typed> as right for Leo
    Then Kim is told "<told>"
    And what Kim typed still stands there
    And nothing was corrected

    Examples:
      | typed                       | told                                                   |
      | nothing                     | Type the right date of birth, or how many weeks early. |
      | 31 2 2026                   | That day is not in the calendar.                       |
      | 11 3 2026                   | That day has not come yet.                             |
      | 1 1 2001                    | By this date the child is 18 or older.                 |
      | what is kept                | This is what is kept already.                          |
      | "40" weeks early            | Type how many whole weeks early, up to                 |
      | a right day without a reason | Choose why it is corrected.                           |

  Scenario: Nobody was asked about a child before its birthday
    Given Bea has come in
    And Bea has agreed to take part
    And Bea has begun the questions
    When 3 days pass
    And Kim types yesterday as right for Leo
    Then Kim is told "This family was asked about this child before that day."
    And nothing was corrected

  Scenario: A second press changes nothing more
    When Kim corrects the birthday of Leo to 14 months ago
    And Kim sends the same correction again
    Then Kim is told "This is what is kept already."
    And the record has 1 correction
