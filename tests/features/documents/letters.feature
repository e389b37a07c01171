@documents
Feature: A letter that gives nothing away
  Whoever picks up the post must not learn what it is about, and whoever it is for must be able to read it.

  Background:
    Given letters lie in a folder until somebody posts them

  Scenario Outline: Nothing but the address shows through the window, in any language and print
    Given <name> wants letters in <print>
    When news is ready for <name>
    Then the first page of the letter to <name> shows the address and, at its foot, which page it is
    And the words of the letter are in the language of <name>, in <print>
    And programs that check documents find nothing wrong with it

    Examples:
      | name | print          |
      | Amy  | standard print |
      | Amy  | large print    |
      | Sana | standard print |
      | Sana | large print    |

  Scenario: The letters of a day go to the printer in one file
    Given Amy wants letters in standard print
    And Sana wants letters in large print
    When news is ready for Amy
    And news is ready for Sana
    And somebody prints the batch
    Then each letter begins on a sheet of its own
    And the file is for its owner only, and is not written over
    And programs that check documents find nothing wrong with it
