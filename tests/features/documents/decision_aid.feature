@documents
Feature: Is this for me?
  One page with few words and pictures helps to decide. It speaks neither for yes nor for no.

  Scenario Outline: One page
    When the page to decide with is made in <language>, <words>
    Then it has <pages>
    And it has a picture for each thing to know, and four empty boxes to think about
    And two checkers of PDF/UA find nothing wrong with it
    And a common reader takes the same words out of it

    Examples:
      | language | words                 | pages             |
      | English  | standard              | one page          |
      | English  | easy read             | one page          |
      | English  | large print           | two pages at most |
      | English  | easy read large print | two pages at most |
      | Urdu     | standard              | one page          |
      | Urdu     | easy read             | one page          |
      | Urdu     | large print           | two pages at most |
      | Urdu     | easy read large print | two pages at most |

  Scenario: It tells what is good and what is hard alike
    Then what is good and what is hard have a heading each and about as many words
    And it says that one can say no, and that one can stop

  Scenario Outline: It stands beside what is told, before anybody agrees
    Given somebody reads about taking part in <words>
    When they follow "<link>"
    Then they see the same words as on paper
    And no choice was stored for them

    Examples:
      | words          | link           |
      | standard words | Is this for me? |
      | easy words     | Is it for me?   |
