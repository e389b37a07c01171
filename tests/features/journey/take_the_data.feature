@journey
Feature: Take the data
  A researcher takes answers, scores and codebook: every absence with its reason, and nothing that says who somebody is.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Dan, whose phone is safe and who looks after Ada (9 months), Ben (3 years) and Cara (6 years)
    And what is due is sent
    And Dan has come in
    And Dan has agreed to take part

  Scenario: One row for each part, every variable in every row
    Given Dan has answered and sent everything
    When Ravi downloads the answers
    Then there are 4 rows, of which 3 are about children of 9, 38 and 76 months
    And every row has every variable of the codebook
    And no answer that was asked for is blank

  Scenario: Each absence says why
    Given Dan has begun the questions
    When Dan would rather not say
    And Dan answers "Man"
    And Ravi downloads the answers
    Then in Dan's row about himself, "birth_date_age_months" is -93
    And in Dan's row about himself, "gender" is "man"
    And in Dan's row about himself, "gender_own_words_given" is -96
    And in Dan's row about himself, "housing" is -91
    When Dan goes to check the answers
    And Dan sends the part
    And Ravi downloads the answers
    Then in Dan's row about himself, "housing" is -92
    And in Dan's row about himself, "people_home_age_3" is -92

  Scenario: People at home who are not there are coded, not blank
    Given Dan has begun the questions
    When Dan answers until "Who lives with you at home?"
    And Dan tells of "My partner" aged "35"
    And Dan goes on and comes back
    And Ravi downloads the answers
    Then in Dan's row about himself, "people_home" is "1"
    And in Dan's row about himself, "people_home_age_0" is "35"
    And in Dan's row about himself, "people_home_age_1" is -95

  Scenario: Scores say how they were made
    Given Dan has answered and sent everything
    When Ravi downloads the scores
    Then each score of each child is a value, or says why there is none

  Scenario: The codebook explains every variable and every reason
    When Ravi downloads the codebook
    Then it names every code from -91 to -99
    And it gives the question, the codes and what they mean

  Scenario: Free text, names and dates of birth are in no file
    Given Dan has begun the questions
    When Dan answers everything with words that nobody else would write
    And Ravi downloads the answers
    And Ravi downloads the scores
    And Ravi downloads the codebook
    Then none of what Dan wrote, and no name, phone or date of birth, is in any file
    And none of it can be read in the database of answers

  Scenario: No cell can run in a spreadsheet
    When somebody's answer begins like a formula
    And Ravi downloads the answers
    Then no cell of the file begins like a formula

  Scenario: Every download is on record
    When Ravi downloads the answers
    Then the record says that ravi took "answers"

  Scenario: A co-ordinator and a family may not take the data
    When Kim tries to download the answers
    Then Kim sees "This page is not for you"
    When Dan tries to download the answers
    Then Dan sees "This page is not for you"
    When somebody who is not signed in tries to download the answers
    Then they see "Sign in"
