@journey
Feature: Monthly reminder
  Once a month a short neutral message says what comes next, in the person's language, and nobody hears who does not want to.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent

  Scenario: After a month it goes out once, with one next step and a link that works
    Given Amy has come in
    And Amy has agreed to take part
    And what is due is sent
    When a month passes and reminders go out
    Then Amy's newest text says "Your next part is still here for you."
    And the text says neither who writes, nor what it is about, nor anybody's name
    And the text has one link and the phone number of the team
    When Amy goes to another browser
    And Amy comes in with the link of the newest text
    Then Amy sees "Where you are"

  Scenario: However often reminders are run, each goes out once
    Given Amy has come in
    And Amy has agreed to take part
    And what is due is sent
    When a month passes and reminders go out
    Then Amy has been sent 3 texts
    When reminders go out 3 times more
    Then Amy has been sent 3 texts
    When a month passes and reminders go out
    Then Amy has been sent 4 texts

  Scenario: Somebody who has answered everything is told that there is nothing to do
    Given Amy has come in
    And Amy has agreed to take part
    And Amy has answered and sent everything
    When a month passes and reminders go out
    Then Amy's newest text says "Next for you: nothing to do just now."

  Scenario: In Urdu for a family that reads Urdu
    Given Sana, who reads Urdu, was invited
    And Sana has come in
    And Sana has agreed to take part
    When a month passes and reminders go out
    Then Sana's newest text is in Urdu, from right to left
    And the text says neither who writes, nor what it is about, nor anybody's name
    And the text has one link and the phone number of the team

  Scenario: Nobody who declined hears anything more
    Given Amy has come in
    And Amy has said no to taking part
    When a month passes and reminders go out
    Then Amy has been sent 1 text

  Scenario: Nobody who has not agreed yet is reminded
    When a month passes and reminders go out
    Then Amy has been sent 1 text

  Scenario: Who agreed to take part, but not to reminders, gets none
    Given Amy has come in
    And Amy has agreed to take part, but not to "You can remind me"
    And what is due is sent
    When a month passes and reminders go out
    Then Amy has been sent 2 texts

  Scenario: It waits for the hours that are safe
    Given Amy's phone is safe from 9 to 20 o'clock
    And Amy has come in
    And Amy has agreed to take part
    And what is due is sent
    When a month and 12 hours pass and reminders go out
    Then Amy has been sent 2 texts
    When 12 hours pass
    And what is due is sent
    Then Amy has been sent 3 texts

  Scenario: A number that nobody has checked for half a year is asked about first
    Given Amy has come in
    And Amy has agreed to take part
    And what is due is sent
    When 5 months pass, and reminders go out in each
    Then Amy has been sent 7 texts
    When a month passes and reminders go out
    Then Amy has been sent 7 texts
    And Kim is told why: "This number or address was last checked more than six months ago, or never."
