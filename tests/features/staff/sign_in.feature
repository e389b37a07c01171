Feature: Sign in
  A member of staff comes in with a password and a second way. Who guesses gets nowhere and learns nothing.

  Background:
    Given Tess keeps the staff accounts
    And Bo was added as co-ordinator of Bromley

  Scenario: Bo sets an account up and comes in
    When Bo opens the set-up link
    Then Bo sees "Set up your account"
    And the page says nothing of Bo
    When Bo begins, and chooses a password
    And Bo connects the app
    Then Bo sees "Keep these codes safe"
    And Bo has ten recovery codes
    When Bo goes on
    Then Bo sees "Families"

  Scenario: Opening the link three times changes nothing
    When Bo's link is opened 3 times, by nobody knows whom
    Then nothing at all was written down
    When Bo sets the account up
    Then Bo sees "Keep these codes safe"

  Scenario: A link that was used does not work again
    Given Bo has set the account up
    When Bo opens the set-up link in another browser
    Then Bo sees "This link does not work any more"

  Scenario: A link works for two days
    When 49 hours pass
    And Bo opens the set-up link
    Then Bo sees "This link does not work any more"

  Scenario Outline: A password that is easy to guess is refused, and the page says why
    When Bo opens the set-up link
    And Bo begins, and chooses the password "<password>"
    Then Bo is told "<words>"

    Examples:
      | password              | words                                                                                              |
      | plover                | Use 12 letters, figures or signs, or more.                                                         |
      | bo@example.org bo bo  | That password is easy to guess. Add another word, or choose one that nobody would link to you.      |

  Scenario: Figures that do not fit make no account
    When Bo opens the set-up link
    And Bo begins, and chooses a password
    And Bo types "123456" from the app
    Then Bo is told "Those figures did not fit."
    And Bo cannot sign in

  Scenario: Bo comes back, and lands on the page that was wanted
    Given Bo has set the account up
    When Bo goes to another browser, and wants to add a family
    Then Bo sees "Sign in"
    When Bo types e-mail address and password
    Then Bo sees "One more step"
    When Bo types the figures of the app
    Then Bo sees "Add a family"

  Scenario: No place but ours is ever led to
    Given Bo has set the account up
    When Bo signs in from a page that asks to lead elsewhere
    Then Bo sees "Families"

  Scenario: Each step changes what the browser holds
    Given Bo has set the account up
    When Bo signs in in another browser
    Then the browser held something else at each step
    And what it held before opens nothing

  Scenario: A day without the phone
    Given Bo has set the account up
    When Bo signs in with a recovery code
    Then Bo sees "Families"
    When Bo signs in with the same recovery code
    Then Bo is told "That code did not fit, or it was used before."

  Scenario: The same figures do not open twice
    Given Bo has set the account up
    When Bo signs in in another browser
    And Bo types e-mail address and password in another browser
    And Bo types the figures that were used
    Then Bo is told "That code did not fit, or it was used before."

  Scenario: The second step does not wait for ever
    Given Bo has set the account up
    When Bo types e-mail address and password in another browser
    And 11 minutes pass
    And Bo types the figures of the app
    Then Bo is told "Too much time has passed."

  Scenario Outline: Nobody can find out who has an account
    Given Bo has set the account up
    And <what happened>
    When somebody tries to sign in <times> times as <whom>
    Then the answer is, letter by letter, the one for somebody who was never here

    Examples:
      | what happened       | times | whom                    |
      | nothing else        | 1     | Bo with a wrong password |
      | nothing else        | 6     | Bo with a wrong password |
      | Bo's account is locked | 1  | Bo                      |
      | Bo has left         | 1     | Bo                      |
      | Ida was added       | 1     | Ida                     |

  Scenario: Guesses close the account, and Tess lets Bo in
    Given Bo has set the account up
    When somebody guesses Bo's password 30 times, from many browsers
    And Bo types e-mail address and password in another browser
    Then Bo is told "There were too many tries. Wait and try again later"
    When Tess looks at Bo
    Then Tess is told "Too many wrong tries: signing in is closed until"
    When Tess gives Bo a new way in
    And somebody guesses Bo's password 30 times, from many browsers
    And Bo sets the account up anew
    Then Bo sees "Keep these codes safe"
    When Bo signs in in another browser
    Then Bo sees "Families"

  Scenario: A page that is left alone for twenty minutes asks again
    Given Bo has set the account up
    When 21 minutes pass
    And Bo wants to add a family
    Then Bo sees "Sign in"
    When Bo types e-mail address and password
    And Bo types the figures of the app
    Then Bo sees "Add a family"
