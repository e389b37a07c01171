Feature: Accounts of staff
  Everybody looks after their own account. Whoever keeps staff looks after all others, and cannot shut themselves out.

  Background:
    Given Tess keeps the staff accounts
    And Bo was added as co-ordinator of Bromley
    And Bo has set the account up

  Scenario: Bo sees the roles, and where the account is open
    When Bo looks at the own account
    Then Bo is told "You are Bo. You sign in as bo@example.org."
    And Bo is told "Recruitment co-ordinator: Bromley"
    And Bo is told "You are signed in nowhere else."

  Scenario: Bo ends a session that was left open elsewhere
    Given Bo is signed in in a library as well
    When Bo looks at the own account
    And Bo ends the session in the library
    Then Bo is told "It has ended."
    And the library's browser shows nothing any more
    And Bo can go on

  Scenario: Bo ends all other sessions at once
    Given Bo is signed in in a library as well
    When Bo looks at the own account
    And Bo presses "End all others"
    Then the library's browser shows nothing any more
    And Bo can go on

  Scenario: Bo changes the password
    Given Bo is signed in in a library as well
    When Bo changes the password, and types the present one wrong
    Then Bo is told "That is not your password."
    When Bo changes the password
    Then Bo is told "Your password is changed."
    And the library's browser shows nothing any more
    When Bo signs in in another browser
    Then Bo sees "Families"

  Scenario: Bo makes new recovery codes
    When Bo asks for new recovery codes with "123456" from the app
    Then Bo is told "That code did not fit"
    When Bo asks for new recovery codes with the figures of the app
    Then Bo sees "Keep these codes safe"
    And Bo has ten recovery codes
    When Bo signs in with an old recovery code
    Then Bo is told "That code did not fit"
    When Bo signs in with a new recovery code
    Then Bo sees "Families"

  Scenario: Tess adds a person who sets the account up
    When Tess adds Ida as nurse of Glasgow
    Then Tess is told "Copy it now: it is shown once."
    When Ida sets the account up with the link that Tess read
    And Ida goes on
    Then Ida sees "Families"

  Scenario Outline: What cannot be right is asked about, and everything typed is kept
    When Tess adds Ida as nurse of Glasgow, but <what>
    Then Tess is told "<words>"
    And everything else that Tess typed is still there

    Examples:
      | what                       | words                                                    |
      | without a name             | Type the name.                                           |
      | with the e-mail of Bo      | Somebody has this e-mail address.                        |
      | with an e-mail without @   | Look at the e-mail address. For example kim@example.org. |
      | with the code of Bo        | Somebody has this code. Choose another.                  |
      | with the code 7            | Use 2 to 31 small letters or figures, and begin with a letter. |
      | with the code somebody     | The record uses this word for something else. Choose another code. |

  Scenario: Tess locks an account, and opens it again
    When Tess decides about Bo: "Lock the account"
    Then Tess is told "Account: locked"
    And Bo is out
    And Bo cannot sign in
    When Tess decides about Bo: "Open the account again"
    And Bo signs in in another browser
    Then Bo sees "Families"

  Scenario: Tess changes her mind
    When Tess looks at Bo
    And Tess follows "Lock the account"
    And Tess follows "No, go back"
    Then Tess is told "Account: in use"

  Scenario: Bo leaves
    When Tess decides about Bo: "This person has left"
    Then Tess is told "Account: has left"
    And Tess is not told "bo@example.org"
    And Bo is out

  Scenario: Several roles, each at its own sites
    When Tess gives Bo the role "Researcher" at "every site"
    Then Tess is told "End the role Researcher: every site"
    And Bo can go on
    And Bo may see the data
    When Tess ends the role "End the role Recruitment co-ordinator: Bromley"
    Then Bo may see the data
    And Bo may not see families

  Scenario: Training and assessing blind are noted
    When Tess notes that Bo did "Good clinical practice" on 9 March 2026
    Then Tess is told "Good clinical practice: 9 March 2026"
    When Tess presses "Note: assesses blind"
    Then Tess is told "Yes, this person assesses blind"

  Scenario: A training that is still to come is not noted
    When Tess notes that Bo did "Good clinical practice" on 9 April 2026
    Then Tess is told "That day is still to come."

  Scenario: Tess cannot lock herself out, give herself more or vouch for herself
    When Tess looks at herself
    Then Tess is told "This is your own account."
    And nothing on the page locks, ends, gives or notes anything
    And what was sent by hand is refused

  Scenario: Who keeps one site sees its people only
    Given Gwen keeps the staff accounts of Glasgow
    When Gwen looks at the list of people
    Then Gwen is told "nina"
    And Gwen is not told "bo@example.org"
    And Bo's page is not there for Gwen
    And Gwen can give roles at Glasgow only

  Scenario: Bo keeps no staff
    When Bo looks at the list of people
    Then Bo sees "This page is not for you"
