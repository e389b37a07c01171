Feature: The schedule of the first study
  The study of Infant Parent Support asks about every child at three visits. Which form is asked at which age stands here
  once more, typed by hand from the trial's own schedule: a change in the study that nobody meant does not pass.

  Scenario: At every age and visit a child has exactly the forms of this table
    Then about a child of these completed months each visit asks
      | from | to  | sdq  | pedsql           | bpsc | ppsc | growing_up |
      | 0    | 0   |      |                  |      |      |            |
      | 1    | 3   |      | infant_1_12m     | 2m   |      | 1_11m      |
      | 4    | 5   |      | infant_1_12m     | 4m   |      | 1_11m      |
      | 6    | 8   |      | infant_1_12m     | 6m   |      | 1_11m      |
      | 9    | 11  |      | infant_1_12m     | 9m   |      | 1_11m      |
      | 12   | 12  |      | infant_1_12m     | 12m  |      | 12_23m     |
      | 13   | 14  |      | infant_13_24m    | 12m  |      | 12_23m     |
      | 15   | 17  |      | infant_13_24m    | 15m  |      | 12_23m     |
      | 18   | 22  |      | infant_13_24m    |      | 18m  | 12_23m     |
      | 23   | 23  |      | infant_13_24m    |      | 24m  | 12_23m     |
      | 24   | 47  | 2_4  | toddler_2_4      |      |      | 2_3y       |
      | 48   | 59  | 4_17 | toddler_2_4      |      |      | 4_7y       |
      | 60   | 95  | 4_17 | young_child_5_7  |      |      | 4_7y       |
      | 96   | 215 | 4_17 |                  |      |      |            |
    And from 1 April 2026 the B-CAPI besides, about every child

  Scenario Outline: A day decides about the form, and words say why where two printed forms name the age
    When Ravi asks for the forms of a child of <months> months and <days> days
    Then of the SDQ it is "<sdq>", and of the PedsQL "<pedsql>"
    And the board says of it "<why>"

    Examples:
      | months | days | sdq  | pedsql        | why                                                    |
      | 23     | 30   |      | infant_13_24m | The youngest form begins at the second birthday.       |
      | 24     | 0    | 2_4  | toddler_2_4   | Two printed forms name 24 months.                      |
      | 47     | 30   | 2_4  | toddler_2_4   | From the second birthday the SDQ is asked in its place. |
      | 48     | 0    | 4_17 | toddler_2_4   | Both printed forms name the age of 4.                  |

  Scenario Outline: A child born early goes from one measure to the next without a hole
    Then a child of <months> months, born <weeks> weeks early, is asked "<forms>" of BPSC, PPSC and SDQ

    Examples:
      | months | weeks | forms    |
      | 1      | 0     | bpsc 2m  |
      | 18     | 2     | ppsc 18m |
      | 19     | 8     | bpsc 15m |
      | 20     | 8     | ppsc 18m |
      | 23     | 12    | ppsc 18m |
      | 24     | 12    | sdq 2_4  |

  Scenario: What joined three months in is not due before, and so not missing
    Given the study runs with invented families
    And Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (38 months)
    And what is due is sent
    And Amy has come in
    And Amy has agreed to take part
    When Amy has begun the questions
    Then the parts of Amy's "baseline" are "about_you, sdq, pedsql, icecap_a, ghq12, growing_up"
    When Amy answers and sends everything
    And 92 days pass
    And what is due is sent
    And Amy comes in again
    And Amy goes on with the questions
    Then the parts of Amy's "month_3" are "sdq, pedsql, icecap_a, about_you, ghq12, bcapi, growing_up"

  Scenario: What the study asks of a family, in minutes
    Then a sitting with 1, 2 and 3 children is "11 to 24, 11 to 37, 11 to 50" minutes in version "1.0"
    And a sitting with 1, 2 and 3 children is "16 to 29, 21 to 47, 26 to 65" minutes in version "1.1"
