@journey
Feature: Where am I
  Everybody can see what is done, what is now and what comes later, with one next step.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    And Amy has come in

  Scenario: Before agreeing
    When Amy looks where she is
    Then now is "We say hello"
    And nothing is done
    And the next step is "First, read or hear what this is about."

  Scenario: After agreeing
    Given Amy has agreed to take part
    When Amy looks where she is
    Then done are: "We say hello", "You choose if you want to take part"
    And now is "Your first questions"
    And the next step is "You have a few questions to answer. This takes about 9 minutes."

  Scenario: Half way through the questions
    Given Amy has agreed to take part
    And Amy has begun the questions
    When Amy answers "14 3 1990"
    And Amy stops for now
    Then now is "Your first questions"
    And the next step is "You have started. About 9 minutes are left."

  Scenario: After the first questions
    Given Amy has agreed to take part
    And Amy has answered and sent everything
    When Amy looks where she is
    Then now is "Chance decides which help you get"
    And it is said from which day: "10 April 2026"
    And the next step is "There is nothing you need to do now."

  Scenario: Months later
    Given Amy has agreed to take part
    And Amy has answered and sent everything
    When a month passes and reminders go out
    And Amy comes in again
    And Amy looks where she is
    Then now is "Chance decides which help you get"
    And the next step is "There is nothing you need to do now."
    When 2 months pass, and reminders go out in each
    And Amy comes in again
    And Amy looks where she is
    Then now is "We ask again after 3 months"
    And the next step is "You have a few questions to answer."
