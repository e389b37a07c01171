Feature: A passkey instead of the six figures
  Members of staff who have a passkey open it as their second step.
  What the browser shows is a real one's; the device with the passkey is a part of it.

  Background:
    Given Kim has an account with a password and an app for codes
    And Kim's computer can keep passkeys

  Scenario: Kim adds a passkey and signs in with it
    Given Kim signs in with the password and the figures of the app
    When Kim adds a passkey on this device
    Then Kim reads "Your passkey was added"
    When Kim signs out and gives the password
    And Kim opens the passkey
    Then Kim is signed in
    And the record says that Kim did "passkey_added" and then "signed_in" by "password_and_passkey"
    When Kim signs out and gives the password
    And Kim opens the passkey
    Then Kim is signed in

  Scenario: A passkey that was removed opens nothing
    Given Kim signs in with the password and the figures of the app
    And Kim adds a passkey on this device
    When Kim removes the passkey
    Then Kim reads "You have no passkey yet"
    And the record says that Kim did "passkey_removed"
    When Kim signs out and gives the password
    And Kim asks to use a passkey
    Then Kim reads "Your account has no passkey yet"

  Scenario: On another computer the passkey is not there, and a code works
    Given Kim signs in with the password and the figures of the app
    And Kim adds a passkey on this device
    When Kim signs out and gives the password
    And Kim's computer has lost its passkeys
    And Kim opens the passkey
    Then Kim reads "The passkey was not opened"
    When Kim uses a code instead
    Then Kim is signed in

  Scenario: One device has one passkey of one person
    Given Kim signs in with the password and the figures of the app
    And Kim adds a passkey on this device
    When Kim adds a passkey on this device
    Then Kim reads "No passkey was made"

  Scenario: Without JavaScript a code works instead
    Given Kim signs in with the password and the figures of the app
    And Kim adds a passkey on this device
    And Kim reads "Your passkey was added"
    And Kim's browser runs no scripts
    When Kim gives the password
    And Kim asks to use a passkey
    Then Kim reads "Passkeys need JavaScript"
    When Kim opens it nevertheless
    Then Kim reads "That passkey did not fit"
    When Kim uses a code instead
    Then Kim is signed in
