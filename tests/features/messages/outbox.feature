@messages
Feature: Messages that wait, go once, or do not go
  What is planned is looked at again when it goes: it may not be needed any more, or another way may be safe.

  Background:
    Given Kim is the co-ordinator

  Scenario: A reminder does not go after the part was sent in the meantime
    Given Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    And Amy has come in
    And Amy has agreed to take part
    And what is due is sent
    When 15 days pass
    And Amy comes in again
    And reminders are queued
    And Amy answers and sends everything
    And what is due is sent
    Then Amy has been sent 2 texts
    And the team is told that Amy's reminder was not sent: "The part was sent in the meantime."

  Scenario: A text that cannot arrive goes by e-mail instead, once
    Given Bea, whose phone and e-mail are both safe, was entered
    And Bea's phone takes no messages any more
    When what is due is sent 3 times
    Then Bea has been sent no text and 1 e-mail
    And the team is told that Bea's invitation was not sent: "The number or address does not exist or takes no messages."

  Scenario: A text whose answer was lost does not go by e-mail as well
    Given Bea, whose phone and e-mail are both safe, was entered
    And the answers of Bea's phone are lost
    When what is due is sent 3 times
    Then Bea has been sent no e-mail

  Scenario: Whether a text left that nobody can look up is settled by who asked, and only then it goes again
    Given Bea, whose phone and e-mail are both safe, was entered
    And the answers of Bea's phone are lost
    When what is due is sent 3 times
    Then Kim is asked to find out what became of Bea's text
    When Bea's phone works again
    And Kim keeps that it did not leave
    Then no message is in doubt any more
    When what is due is sent
    Then Bea has been sent 1 text

  Scenario: A text in doubt that arrived is settled by the person who opens its link
    Given Bea, whose phone and e-mail are both safe, was entered
    And Bea's phone takes texts, and its answers are lost
    When what is due is sent 3 times
    Then Kim is asked to find out what became of Bea's text
    When Bea opens the link
    And Bea asks for a code
    Then no message is in doubt any more
    And Bea's invitation was opened

  Scenario: Nothing goes while nobody knows what is safe; the team is asked once, and it goes when they know
    Given Kim has entered Amy, whose phone nobody asked about and who looks after Leo (9 months)
    When what is due is sent 3 times
    Then Amy has been sent nothing
    And the team was asked once to help with Amy: "safety_not_known"
    When Kim keeps that Amy's phone is safe
    And what is due is sent
    Then Amy has been sent 1 text

  Scenario: Two workers at once send it once
    Given Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    When two workers send what is due at the same time
    Then Amy has been sent 1 text

  Scenario: The week ahead says what goes, and when
    Given Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    And Amy has come in
    And Amy has agreed to take part
    And what is due is sent
    When 10 days pass
    Then the week ahead has one message for Amy: that the part is still open, in 4 days
    And looking at the week ahead has changed nothing
    When 5 days pass
    And reminders are queued
    And what is due is sent
    Then Amy has been sent 3 texts

  Scenario: A member of staff is written to at work, in working hours, without a word about a family
    When Kim is to be told on a Saturday that something is due
    And what is due is sent
    Then Kim has been sent no e-mail
    When 48 hours pass
    And what is due is sent
    Then Kim has been sent 1 e-mail, with a link to the workspace and no family's number
