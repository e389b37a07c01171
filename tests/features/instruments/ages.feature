Feature: Ages
  An age is completed months and days, by one written rule. Every age has one form of each measure, or words that say why
  not; and before a study opens, everybody can see what it asks of a family.

  Scenario Outline: The exact age on a day
    When Ravi asks for the age of a child born on <born> on <on>
    Then it is <months> months and <days> days

    Examples:
      | born       | on         | months | days |
      | 2025-06-15 | 2025-06-15 | 0      | 0    |
      | 2025-06-15 | 2025-07-14 | 0      | 29   |
      | 2025-06-15 | 2025-07-15 | 1      | 0    |
      | 2025-12-31 | 2026-01-01 | 0      | 1    |
      | 2025-01-31 | 2025-02-28 | 0      | 28   |
      | 2025-01-31 | 2025-03-01 | 1      | 0    |
      | 2025-01-31 | 2025-03-30 | 1      | 29   |
      | 2025-01-31 | 2025-03-31 | 2      | 0    |
      | 2025-01-31 | 2025-05-01 | 3      | 0    |
      | 2024-02-29 | 2025-02-28 | 11     | 30   |
      | 2024-02-29 | 2025-03-01 | 12     | 0    |
      | 2024-02-29 | 2028-02-28 | 47     | 30   |
      | 2024-02-29 | 2028-02-29 | 48     | 0    |

  Scenario Outline: A child born early has a second age, from the day it was due
    When Ravi asks for the age of a child born on <born>, <weeks> weeks early, on <on>
    Then it is <months> months and <days> days, and adjusted <adjusted months> months and <adjusted days> days

    Examples:
      | born       | weeks | on         | months | days | adjusted months | adjusted days |
      | 2025-01-01 | 8     | 2025-02-25 | 1      | 24   | 0               | 0             |
      | 2025-01-01 | 8     | 2025-02-26 | 1      | 25   | 0               | 0             |
      | 2025-01-01 | 8     | 2025-02-27 | 1      | 26   | 0               | 1             |
      | 2025-01-01 | 8     | 2026-01-01 | 12     | 0    | 10              | 6             |
      | 2025-01-01 | 0     | 2026-01-01 | 12     | 0    | 12              | 0             |

  Scenario Outline: A day that cannot be is refused in one line, and nothing is shown
    When Ravi types "<words>"
    Then he is told "<told>" and the command leaves with 2

    Examples:
      | words                                        | told                                            |
      | ages --born 2025-02-29 --on 2026-01-01       | '2025-02-29' is not a day of the calendar       |
      | ages --born 20250201 --on 2026-01-01         | '20250201' is not a day of the calendar         |
      | ages --born 2026-01-02 --on 2026-01-01       | a date of birth lies after the reference date   |
      | ages --born 2025-01-01 --on soon             | 'soon' is not a day of the calendar             |
      | ages --born 2025-01-01 --on 2026-01-01 --early 19 | 19 is not in the range                     |
      | ages --born 2025-01-01                       | Give both --born and --on                       |
      | ages --board --on 2026-01-01                 | The board is for every age                      |
      | ages --board --study none                    | The study 'none' is not installed               |
      | burden --study none                          | The study 'none' is not installed               |

  Scenario: The forms that are due in the study
    When Ravi asks for the forms of "partnership_for_change" for a child of 48 months and 0 days
    Then at "month_3" the form of "sdq" is "4_17"
    And at "baseline" nothing of "sdq" is asked
    When Ravi asks for the forms of "partnership_for_change" for a child of 47 months and 30 days
    Then at "month_3" the form of "sdq" is "2_4"
    When Ravi asks for the forms of "partnership_for_change" for a child of 23 months and 30 days
    Then at "month_3" the form of "sdq" is not asked: "It is for children of 2 years and over."

  Scenario: Without a study, two forms for one age are told as what a study has to settle
    When Ravi asks for the forms of every instrument for a child of 48 months and 0 days
    Then of "sdq" the forms are "2_4" and "4_17"
    And he is told "the study has to settle which"

  Scenario: A form that goes by the adjusted age, until the age that its rule names
    Given the study of a small measure that goes by the adjusted age until 24 months
    Then a child of 1 month, born 8 weeks early, is not asked: "Too young."
    And a child of 12 months, born 8 weeks early, is asked the form "first"
    And a child of 12 months, not born early, is asked the form "second"
    And a child of 24 months, born 8 weeks early, is asked the form "second"

  Scenario: A gap that nobody declared refuses the study, and the board shows where it is
    Given a study whose measure begins at 6 months, and nothing said about younger children
    When Ravi types "check studies"
    Then he is told "STUDY_AGES_GAP" and the command leaves with 1
    And he is told "not_asked(0, 6, 'why')"
    When Ravi types "ages --study small_study --board"
    Then he is told "0-5    0  small: GAP that nobody declared" and the command leaves with 1

  Scenario: An overlap that is settled without a word refuses the study
    Given a study that asks one of two forms for the same age and does not say why
    When Ravi types "check studies"
    Then he is told "STUDY_OVERLAP_UNEXPLAINED" and the command leaves with 1
    And he is told "overlap_settled(10, 14, 'why')"
    When Ravi types "ages --study small_study --board"
    Then he is told "10-13    1  small: OVERLAP that nobody settled: second and first" and the command leaves with 1

  Scenario: The board of a sound study says of every month what is asked, and why not
    When Ravi types "ages --study partnership_for_change --board"
    Then he is told "Every age has one form of each instrument, or words that say why not." and the command leaves with 0
    And he is told "48-59    9  sdq: 4_17 (settled: Both printed forms name the age of 4."
    And he is told "1-11    3  sdq: not asked: It is for children of 2 years and over."
    When Ravi asks for the board of "partnership_for_change" as JSON
    Then at each visit the rows follow one another from 0 to 216 months

  Scenario: What a study asks of families, in minutes
    When Ravi types "burden"
    Then he is told "sdq, form 4_17: 6" and the command leaves with 0
    And he is told "about the adult 6, about each child 0 to 3"
    And he is told "with 1 child: 6 to 27"
    And he is told "with 3 children: 6 to 69"

  Scenario Outline: The order of a sitting is warned about, and the study is not refused
    Given a study with a sitting in which <what>
    When Ravi types "check studies"
    Then he is told "<warning>" and the command leaves with 0

    Examples:
      | what                                              | warning                   |
      | the primary outcome comes after the middle        | warning PRIMARY_LATE      |
      | a sensitive part comes before one that is not     | warning SENSITIVE_FIRST   |
      | the primary outcome comes first                   | No faults in studies.     |
      | both parts are sensitive                          | No faults in studies.     |

  Scenario: A child born early is asked the form of its adjusted age, and no date can be worked out
    Given Growing Up goes by the adjusted age until 24 months
    And Kim has entered Amy and Leo, who is 12 months old and was born 8 weeks early
    When Amy begins the questions
    Then Amy's form about Leo is "1_11m", and the completed months that are kept are 12
    And neither the weeks nor the date of birth can be read in the records

  Scenario: Weeks that cannot be are asked about, and everything typed is kept
    When Kim enters a child born "forty" weeks early
    Then Kim is told "Type how many whole weeks early, up to 18, or nothing."
    And the page still says "forty"

  Scenario: A researcher sees ages and minutes on a page, as a picture and in words
    When Ravi looks at ages and minutes
    Then Ravi is told "Every age has one form of each instrument, or words that say why not."
    And Ravi is told "4_17. Settled: Both printed forms name the age of 4."
    And Ravi is told "Not asked. The questions are for children under 8."
    And each picture has a name, and stands before a table with the same forms
    And what one family with two children gives is "6 to 48" minutes

  Scenario: A study that was refused can be looked at, with its gaps and overlaps and how to mend them
    Given a study was refused for a gap and for an overlap
    When Ravi looks at ages and minutes
    And Ravi follows "A study"
    Then Ravi is told "This study was refused."
    And Ravi is told "not_asked(0, 6, 'why')"
    And Ravi is told "overlap_settled(10, 14, 'why')"
    And Ravi is told "A gap that nobody declared."
    And Ravi is told "An overlap that nobody settled: second, first."
    And the picture names the gap and the overlap in words
    When Ravi asks for a study that is not there
    Then Ravi is told "We cannot find that page"

  Scenario: Who does not take data cannot see it
    When Kim opens ages and minutes
    Then Kim is told "This page is not for you"
