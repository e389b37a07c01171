@documents
Feature: What families are told, on paper
  Who would rather read on paper, or have somebody read it to them, gets everything that the pages tell: in the same
  words, in their language, in easy words with a picture beside each, and in large print.

  Scenario Outline: The sheet says what the page says
    When the information sheet is made in <language>, <words>
    Then it says each text of the page in the page's order
    And it ends with the version and the seal of the words
    And two checkers of PDF/UA find nothing wrong with it
    And a common reader takes the same words out of it
    And nothing in the file says who it is for

    Examples:
      | language | words       |
      | English  | standard    |
      | English  | easy read   |
      | English  | large print |
      | Urdu     | standard    |
      | Urdu     | easy read   |
      | Urdu     | large print |

  Scenario: Each idea of easy read has a picture, and no part holds more than five
    When the information sheet is made in English, easy read
    Then no part of it holds more than five ideas
    And it has a picture for each idea

  Scenario: A person takes the sheet in their own language and print
    Given Sana reads Urdu in easy words and needs large print
    When Sana takes the sheet of "/sheet" on paper
    Then it is in Urdu, in easy words and in large print
    And its file name tells nothing, and nothing was stored

  Scenario: A colleague prints the sheets for a family
    Given Kim looks at the page of a family
    Then each sheet of the family's page opens in each language, form and size
    And a sheet that there is not is not there

  Scenario: The command writes a sheet
    When "alongside sheets information --language ur --easy-read --large-print --output sheet.pdf" is run
    Then a sheet in Urdu was written
    When "alongside sheets information --language fr --output other.pdf" is run
    Then it says what is wrong, and nothing is written
