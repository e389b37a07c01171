Feature: What staff typed is not lost when they are signed out
  A co-ordinator is called away in the middle of a form. The session ends by itself; the words do not.

  Background:
    Given Kim has typed a whole new family and was called away for 25 minutes
    When Kim presses the button that adds the family

  Scenario: It waits until Kim has signed in again, and is sent with one press
    Then Kim is asked to sign in
    And nothing was added
    When Kim signs in again
    Then Kim sees "What you typed is kept"
    When Kim presses "Send it now"
    Then Kim is told "The family was added."
    And one family more is in the study
    When Kim goes to the first page
    Then Kim sees "Families"

  Scenario: It can be thrown away
    When Kim signs in again
    And Kim presses "Throw it away"
    Then Kim sees "Families"
    And nothing was added
    When Kim goes to the first page
    Then Kim sees "Families"

  Scenario: Nobody else is shown it, and it is in no database that can be read
    When Ravi signs in at the same browser
    Then Ravi sees "Data"
    And what Kim typed stands in clear in no database

  Scenario: After half a day it is gone, from the vault too
    When 13 hours pass
    And Kim signs in again
    Then Kim sees "Families"
    When the system tidies up
    Then nothing that Kim typed is kept

  Scenario: What could not be taken is not lost a second time
    When Kim signs in again
    And the server fails as Kim sends it
    And Kim goes to the first page
    Then Kim sees "What you typed is kept"

  Scenario: Two pages that were open are both kept, with the words in them
    When Kim sends a second page, with the words "Call after Friday"
    And Kim signs in again
    Then Kim is told "Quentin-Zebedee"
    And Kim is told "Call after Friday"
