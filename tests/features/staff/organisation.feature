Feature: Sign-in with the organisation's own account
  Members of staff whose organisation knows them need no other password here.
  The organisation is a real provider that runs beside the test.

  Background:
    Given the organisation vouches for the address of Kim

  Scenario: Kim comes in for the first time, and again
    Given Kim's browser is Chromium
    When Kim signs in with the organisation
    Then Kim is signed in
    And the record says that Kim did "organisation_linked" and then "signed_in" by "organisation"
    When Kim leaves and signs in with the organisation
    Then Kim is signed in
    And the record says once that Kim did "organisation_linked"

  Scenario: Kim goes on to the page that was wanted
    When Kim wants to see the own account and signs in with the organisation
    Then Kim sees the own account

  Scenario: Who was added and has set up nothing needs no password
    Given the account of Kim is never set up
    When Kim signs in with the organisation
    Then Kim is signed in
    And the link with which Kim could have set up a password works no more

  Scenario: A link that was broken off is made at the next sign-in
    Given Kim has signed in with the organisation
    And the account of Kim is linked in the vault only
    When Kim leaves and signs in with the organisation
    Then Kim is signed in

  Scenario: A new way in shuts out whoever holds the account of the organisation
    Given Kim has signed in with the organisation
    When the account of Kim is reset
    And Kim leaves and signs in with the organisation
    Then Kim reads that nobody was signed in
    And the link with which Kim can set up the account still works
    When Kim has set the account up
    And Kim leaves and signs in with the organisation
    Then Kim is signed in

  Scenario: A new way in shuts out also whom the organisation brought in never before
    Given the account of Kim is reset
    When Kim signs in with the organisation
    Then Kim reads that nobody was signed in
    And the link with which Kim can set up the account still works

  Scenario: A new address at the organisation changes nothing for who is linked
    Given Kim has signed in with the organisation
    When the address of Kim at the organisation becomes "someone.else@ward.example"
    And Kim leaves and signs in with the organisation
    Then Kim is signed in

  Scenario: Who gets an address that became free is not who had it
    Given Kim has signed in with the organisation
    When the organisation gives the address of Kim to a newcomer
    And the newcomer signs in with the organisation
    Then the newcomer reads that nobody was signed in

  Scenario Outline: Whoever has no account in use reads the same
    Given the account of Kim is <account>
    When Kim signs in with the organisation
    Then Kim reads that nobody was signed in

    Examples:
      | account     |
      | unknown     |
      | locked      |
      | left        |
      | unvouched   |

  Scenario: An account that is locked later is closed to the organisation too
    Given Kim has signed in with the organisation
    When the account of Kim is locked
    And Kim leaves and signs in with the organisation
    Then Kim reads that nobody was signed in

  Scenario: The organisation's answer is worth nothing in another browser
    When somebody else opens the address with which the organisation sends Kim back
    Then somebody else reads that nobody was signed in

  Scenario: The organisation's answer is worth nothing a second time
    When Kim goes back to the address with which the organisation sent Kim
    Then Kim reads that nobody was signed in

  Scenario: An answer that comes too late is worth nothing
    When Kim takes more than ten minutes to sign in with the organisation
    Then Kim reads that nobody was signed in

  Scenario: The organisation does not answer
    Given the organisation is away
    When Kim wants to sign in with the organisation
    Then Kim reads that nobody was signed in

  Scenario: No organisation is set up
    Given this study has no organisation
    When Kim opens the address to which an organisation would send back
    Then Kim reads that nobody was signed in

  Scenario: Without JavaScript it is the same way
    Given Kim's browser runs no scripts
    When Kim signs in with the organisation
    Then Kim is signed in
