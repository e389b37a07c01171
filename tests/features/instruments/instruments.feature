@instruments
Feature: Instruments whose words belong to somebody else
  Structure and scoring are here, words are not. Nobody is shown a paraphrase, and no number hides how it was made.

  Scenario: A statistician scores a PedsQL with gaps
    Given a PedsQL about a child of 3 in which every answer is the best, but these
      | item | answer |
      | i01  |        |
      | i19  |        |
      | i20  |        |
      | i21  | 4      |
    When the statistician scores it
    Then "physical" is 100, made from 7 of 8
    And "school" has no score: "1 of 3 answered, at least 2 needed"
    And "psychosocial_summary" is 1000/11, made from 11 of 13
    And "total" is 850/9, made from 18 of 21
    And "failed_scales" is kept as "items_answered"

  Scenario: A statistician leaves out the answers of a scale that has no score
    Given a PedsQL about a child of 3 in which every answer is the best, but these
      | item | answer |
      | i19  |        |
      | i20  |        |
      | i21  | 4      |
    When the statistician scores it with "failed_scales" as "gated50"
    Then "school" has no score: "1 of 3 answered, at least 2 needed"
    And "total" is 100, made from 18 of 21
    And "failed_scales" is kept as "gated50"

  Scenario Outline: A GHQ-12 of one answer throughout is near a cut-off by one way of scoring and far from it by another
    Given a GHQ-12 in which every answer is <answer>
    When the statistician scores it
    Then "likert" is <likert>, made from 12 of 12
    And "ghq" is <ghq>, made from 12 of 12
    And "cghq" is <cghq>, made from 12 of 12
    And "likert" is <side> a cut-off that is not confirmed

    Examples:
      | answer | likert | ghq | cghq | side        |
      | 0      | 0      | 0   | 0    | below       |
      | 1      | 12     | 0   | 6    | at_or_above |
      | 3      | 36     | 12  | 12   | at_or_above |

  Scenario: A nurse sees that the GHQ-12 has no words installed
    Given Amy, who looks after Leo (9 months), is asked the GHQ-12 and the PedsQL
    When Amy starts, and Nina the nurse looks on
    And they look at the page before the questions
    Then they are told "These questions are about how you feel."
    And they are told "You can leave out any question."
    When they go on to the first question
    Then they see "Question 1 of 12. The licensed words go here."
    And the answers are called "Answer 1", "Answer 2", "Answer 3" and "Answer 4"
    And nothing else stands beside the question

  Scenario: No real family can be shown a question without its words
    Given Amy, who looks after Leo (9 months), is asked the GHQ-12 and the PedsQL
    When the study is made ready for real families
    Then it is refused, because the words of "ghq12, pedsql" are missing

  Scenario: The answers about a baby reach the file
    Given Amy, who looks after Leo (9 months), is asked the GHQ-12 and the PedsQL
    When Amy answers and sends everything
    And Ravi downloads the answers
    And Ravi downloads the scores
    Then the file has 36 answers about Leo on the form "infant_1_12m"
    And the file has 8 scores about Leo on the form "infant_1_12m", all of 75
    And the score "chu9d" about Leo has no value: "no equation installed"
    And the file has 3 scores about Amy
