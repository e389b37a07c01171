@journey
Feature: Stop
  A family can stop messages, or stop taking part, at once and without a reason. Nothing else changes for them.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    And Amy has come in
    And Amy has a statement open in another place
    And Amy has agreed to take part

  Scenario: Messages stop at once, and what waited is cancelled
    When Amy looks where she is
    And Amy follows "Stop, or change your mind"
    And Amy presses "Stop messages"
    Then Amy is told "We have stopped our messages to you."
    And the word that the copy is ready is cancelled
    When what is due is sent
    Then Amy has been sent 1 text
    When a month passes and reminders go out
    Then Amy has been sent 1 text

  Scenario: Who stopped messages still takes part, and can come in whenever they ask to
    Given Amy has stopped messages
    When Amy goes to another browser
    And Amy comes in again
    And Amy looks where she is
    Then Amy is told "You have a few questions to answer."
    And Amy has been sent 1 text

  Scenario: Messages can be turned on again
    Given Amy has stopped messages
    When Amy presses "Send me messages again"
    Then Amy is not told "We have stopped our messages to you."
    When a month passes and reminders go out
    Then Amy has been sent 2 texts

  Scenario: Two taps end it, without a reason
    When Amy looks where she is
    And Amy follows "Stop, or change your mind"
    Then Amy is told "You do not have to say why."
    And nothing has to be filled in
    When Amy presses "Stop taking part"
    Then Amy sees "Where you are"
    And Amy is told "We will not ask you questions."
    And Amy has stopped taking part
    And the path lists no step of the study
    When what is due is sent
    And a month passes and reminders go out
    Then Amy has been sent 1 text

  Scenario: No question opens after stopping, and what was signed can still be read
    Given Amy has begun the questions
    And Amy has stopped taking part by her own choice
    When Amy tries to go on with the questions
    Then Amy sees "We cannot find that page"
    When Amy tries to open the first question
    Then Amy sees "We cannot find that page"
    When Amy tries to open her copy
    Then Amy is told "Amy Example"

  Scenario: A yes on an old page brings nobody back
    Given Amy has stopped taking part by her own choice
    When Amy says yes in the other place
    Then Amy has stopped taking part
    When a month passes and reminders go out
    Then Amy has been sent 1 text

  Scenario: Signing again brings one back, and both copies are kept
    Given Amy has stopped taking part by her own choice
    When Amy follows "Look at my choices again"
    And Amy signs again as "Amy Example-Again"
    Then Amy sees "Where you are"
    And Amy is told "You have a few questions to answer."
    And Amy takes part again
    And two signatures are on record, each with its own copy
    When what is due is sent
    Then Amy has been sent 2 texts
