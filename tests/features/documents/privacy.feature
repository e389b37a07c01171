@documents
Feature: The notice of privacy
  Anybody can read who holds what, where and how long, what can be asked for and whom to ask: before they come in, and
  on paper afterwards.

  Scenario Outline: The notice on paper says what the page says
    When the notice is made in <language>, <words>
    Then it says each text of the page in the page's order
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

  Scenario: Who has no link yet can read it
    When somebody whom nobody knows asks for help
    Then the notice can be reached from there
    And it tells who keeps what, where, how long, and what can be asked for
    And it is offered in Urdu

  Scenario: Nobody is invented
    Given the study names no controller
    Then the notice says to ask the team, on the page and on paper
    And the check before going live tells that nobody is named

  Scenario: A study names whom to ask
    Given the study names the controller "The University, 1 Example Road"
    Then the notice names "The University, 1 Example Road", on the page and on paper
