Feature: Numbers from a licence holder's files
  A statistician gets a score only when the numbers behind it were installed, and sees where they came from.

  Scenario: Without the file there is no number
    Given a parent has answered all of ICECAP-A
    When the answers are scored
    Then "value" has no number, because of "no value set installed"

  Scenario: With the file there is a number, and where it came from
    Given a parent has answered all of ICECAP-A
    And a made-up value set is installed
    When the answers are scored
    Then "value" is 0.6
    And the scores name the file "values", its source "A made-up table, page 3" and the hash of its text
    And the same answers in a table of many families give "value" 0.6

  Scenario: A file that does not say where it was read is refused
    Given a value set without pages
    When somebody tries to install it
    Then it is refused, and every line is named with what to do

  Scenario: A parent who was not sure is told apart from one who skipped
    Given a parent has answered all of B-CAPI but was not sure about 2 questions of the scale of risk
    And a made-up keying is installed
    When the answers are scored
    Then "risk" has no number, because of "22 of 24 answered, at least 24 needed; 2 answered not sure"

  Scenario: Answers that are not valid are marked and kept
    Given a parent has answered B-CAPI in a way that almost nobody can mean
    And a made-up keying is installed
    When the answers are scored
    Then "valid" is 0
    And "risk" is 0

  Scenario: Norms need an age and a sex
    Given a parent has answered all of ITSEA about a child
    And made-up keying and norms are installed
    When the answers are scored without an age
    Then "sleep_t" has no number, because of "no age given"
    When the answers are scored for a girl of 20 months
    Then "sleep_t" is 55
