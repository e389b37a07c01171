Feature: Stop every message now
  One press stops every message at once. It is no goodbye: the family stays in the study, and can have messages again.

  Background:
    Given Kim is the co-ordinator
    And Amy has come in and agreed

  Scenario: One press, at once, and whoever stopped still takes part
    When Amy goes to how she may be reached
    And Amy presses "Stop every message now"
    Then Amy is told "We have stopped our messages to you."
    And Amy still takes part
    When what is due is sent
    And a month passes and reminders go out
    Then Amy has been sent 1 text
    When Amy goes to another browser
    And Amy comes in again
    And Amy looks where she is
    Then Amy is told "You have a few questions to answer."

  Scenario: Pressing twice is pressing once
    When Amy goes to how she may be reached
    And Amy presses "Stop every message now" on two pages
    Then Amy is told "We have stopped our messages to you."
    And Amy still takes part

  Scenario: What is safe can be changed while messages are stopped, and that does not start them
    When Amy goes to how she may be reached
    And Amy presses "Stop every message now"
    And Amy opens "When is it safe?"
    And Amy chooses "Evenings: any day, from 17:00 to 20:00"
    And Amy presses "Save"
    Then Amy is told "We have stopped our messages to you."
    When a month passes and reminders go out
    Then Amy has been sent 1 text

  Scenario: Messages can come again
    When Amy goes to how she may be reached
    And Amy presses "Stop every message now"
    And Amy presses "Send me messages again"
    Then Amy is not told "We have stopped our messages to you."
    When a month passes and reminders go out
    Then Amy has been sent 2 texts

  Scenario: Staff see it, and only the person's word starts messages again
    When Amy goes to how she may be reached
    And Amy presses "Stop every message now"
    And Kim reads what to know before ringing Amy
    Then Kim is told "They asked for no more messages. Ask if that still holds."
    When Kim presses "I asked: nothing has changed"
    Then Kim is told "They asked for no more messages."
    When Kim chooses "They want our messages again"
    And Kim presses "Save what they said"
    Then Kim is not told "They asked for no more messages."

  Scenario: It works in Urdu and easy words
    Given Sana, who reads Urdu, was invited
    And Sana has come in
    When Sana goes to how she may be reached
    And Sana presses "سب پیغام ابھی روک دیں"
    Then Sana is told "اب ہم پیغام نہیں بھیجتے۔"
