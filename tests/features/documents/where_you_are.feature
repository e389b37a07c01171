@documents
Feature: A picture of where you are
  What is behind, where one is and what comes next can be seen at a glance, and always stands beside it in words.

  Scenario Outline: The sheet of where somebody is
    When the sheet of where somebody is is made in <language>, <words>
    Then the picture's words are the words below it
    And every step is on it, with whether it is done, now or later
    And two checkers of PDF/UA find nothing wrong with it
    And a common reader takes the same words out of it

    Examples:
      | language | words       |
      | English  | standard    |
      | English  | easy read   |
      | English  | large print |
      | Urdu     | standard    |
      | Urdu     | easy read   |
      | Urdu     | large print |

  Scenario: The picture moves with the person
    Given Amy has come in
    Then Amy's picture says "You are here: We say hello. After that: You choose if you want to take part."
    When Amy agrees to take part
    Then Amy's picture says "Behind you: You choose if you want to take part. You are here: Your first questions. After that: Chance decides which help you get."
    And the picture has 2 stones with a tick, 1 to stand on and 4 to come
    And the words of the picture can be seen below it
    And Amy can take it with her on paper

  Scenario: In Urdu the way runs from right to left
    Then the first stone is at the left in English and at the right in Urdu

  Scenario: In easy read there are fewer stones, and they are bigger
    Then the picture of easy read has 3 stones, and bigger ones
