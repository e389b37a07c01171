@instruments
Feature: Score a file of answers
  A statistician has answers from paper, or from another system, and scores them with an installed instrument. Whatever
  cannot be right is told with its place, and then nothing is written.

  Background:
    Given sheets of the SDQ that were filled in on form 4_17

  Scenario: Scores stand beside what the file had
    Given the file has a column "clinic" as well
    When Ravi scores the file
    Then the columns are those of the file, then those of the scores
    And "clinic" is as it was
    And "emotional" is followed by "emotional_outcome", "emotional_reason" and "emotional_band"
    And Ravi is told "3 rows of sdq 1.0.0 (form 4_17), impact=missing_as_zero, bands four_band 1"

  Scenario: A scale with two gaps is pro-rated, with three it has no score
    Given row 1 has no answer to i03 and i08
    And row 2 has no answer to i03, i08 and i13
    When Ravi scores the file
    Then row 1 has "emotional_outcome" pro_rated
    And row 1 has "emotional_reason" 3 of 5 answered
    And row 2 has no "emotional"
    And row 2 has "emotional_outcome" not_scorable
    And row 2 has "emotional_reason" 2 of 5 answered, at least 3 needed
    And row 2 has "total_reason" 3 of 4 parts have a score, at least 4 needed; emotional has none
    And row 2 has no "emotional_band"

  Scenario Outline: A missing answer may be empty or have a code
    Given row 1 has <cell> in i03
    When Ravi scores the file
    Then row 1 has "emotional_reason" 4 of 5 answered

    Examples:
      | cell |
      | ""   |
      | " "  |
      | -91  |
      | -99  |
      | -92.0 |

  Scenario Outline: The policy for gaps in the impact supplement is an option
    Given row 1 has no answer to i28 and i29
    When Ravi scores the file with --policy impact=<option>
    Then row 1 has "impact_outcome" <outcome>
    And Ravi is told "impact=<option>"

    Examples:
      | option          | outcome      |
      | missing_as_zero | value        |
      | any_missing     | not_scorable |
      | pro_rated       | pro_rated    |

  Scenario: Another band scheme is another option
    Given row 1 has 2 in i03 and i08
    When Ravi scores the file with --policy bands=three_band
    Then row 1 has "emotional_band" borderline
    And Ravi is told "bands three_band 1"

  Scenario: All band schemes can stand side by side
    Given row 1 has 2 in i03 and i08
    When Ravi scores the file with --all-bands
    Then row 1 has "emotional_band" slightly_raised
    And row 1 has "emotional_band_three_band" borderline

  Scenario Outline: What cannot be right is told with its place, and nothing is written
    Given row 2 has <cell> in <column>
    When Ravi scores the file
    Then the command fails
    And Ravi is told "Nothing was written."
    And Ravi is told "line 3, column <column>: <words>"
    And there is no new file

    Examples:
      | cell | column | words                                                                    |
      | 3    | i05    | allowed: 0, 1, 2, or an empty cell, or a code from -91 to -99            |
      | yes  | i26    | allowed: 0, 1, 2, 3, or an empty cell, or a code from -91 to -99         |
      | -90  | i05    | allowed: 0, 1, 2, or an empty cell, or a code from -91 to -99            |
      | 1.5  | i05    | allowed: 0, 1, 2, or an empty cell, or a code from -91 to -99            |
      | 9    | i27    | allowed: 0, 1, 2, 3, or an empty cell, or a code from -91 to -99         |
      | 5_17 | form   | allowed: 2_4, 4_17                                                       |
      | ""   | form   | allowed: 2_4, 4_17                                                       |

  Scenario: Many wrong cells are counted, and the first twenty shown
    Given every row has 7 in i01 to i25
    When Ravi scores the file
    Then the command fails
    And Ravi is told "line 2, column i20"
    And Ravi is told "and 55 more"
    And Ravi is not told "line 2, column i21"

  Scenario Outline: The form can follow from the age
    Given row 1 has 1 in i03, i08 and i13
    And the file says <columns> and not the form
    When Ravi scores the file
    Then row 1 has "form" <form>
    And row 1 has "emotional_band" <band>

    Examples:
      | columns                                 | form | band             |
      | age_months 47                           | 2_4  | slightly_raised  |
      | age_months 60                           | 4_17 | close_to_average |
      | date_of_birth 2020-02-29, on 2024-02-28 | 2_4  | slightly_raised  |
      | date_of_birth 2020-02-29, on 2025-03-01 | 4_17 | close_to_average |

  Scenario Outline: An age that settles no form is told
    Given the file says <columns> and not the form
    When Ravi scores the file
    Then the command fails
    And Ravi is told "<words>"

    Examples:
      | columns                                 | words                                                                                                             |
      | age_months 50                           | line 2, column age_months: at 50 months the forms 2_4 and 4_17 can both be meant: add a column form, or --study   |
      | age_months 10                           | line 2, column age_months: no form is for 10 months                                                               |
      | age_months old                          | line 2, column age_months: allowed: completed months                                                              |
      | date_of_birth 2024-02-30, on 2025-03-01 | line 2, column date_of_birth: allowed: a day such as 2024-03-31                                                   |
      | date_of_birth 2024-02-01, on            | line 2, column on: allowed: a day such as 2024-03-31                                                              |
      | date_of_birth 2025-03-02, on 2025-03-01 | line 2, column on: allowed: the day of birth or later                                                             |

  Scenario: A study settles an age that two forms cover
    Given the file says age_months 50 and not the form
    When Ravi scores the file with --study partnership_for_change
    Then row 1 has "form" 4_17

  Scenario: A study says why nobody of an age is asked
    Given the file says age_months 10 and not the form
    When Ravi scores the file with --study partnership_for_change
    Then the command fails
    And Ravi is told "no form is for 10 months: It is for children of 2 years and over."

  Scenario: A file of Parquet gives the same scores
    When Ravi scores the file
    And Ravi scores the same answers from Parquet to Parquet
    Then both have the same scores

  Scenario: Without a file to write to the scores are printed
    When Ravi scores the file onto the screen
    Then the printed lines are those of the file that is written otherwise

  Scenario: How the scores were made stands beside them
    When Ravi scores the file
    Then the file beside the scores names instrument, engine, policies, forms, bands with their evidence, and the answers' hash
