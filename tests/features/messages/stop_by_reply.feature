@messages
Feature: Stop by reply
  Who gets a text can answer it with STOP, in their own words and language. It takes effect at once, is confirmed once,
  and takes nobody out of the study.

  Background:
    Given the team's provider takes replies
    And Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    And Amy has come in
    And Amy has agreed to take part

  Scenario: One word is enough, and what waited does not go out any more
    Given a text waits for Amy
    When Amy replies "STOP please"
    Then no text waits for Amy but the word that we have stopped
    When what is due is sent
    Then Amy has been sent 2 texts
    And Amy's last text says "You asked us to stop, and we have."
    When a month passes and reminders go out
    Then Amy has been sent 2 texts

  Scenario Outline: In English and in Urdu, in either script
    When Amy replies "<words>"
    And what is due is sent
    Then Amy's last text says "You asked us to stop, and we have."

    Examples:
      | words                        |
      | Stop                         |
      | s.t.o.p!!                    |
      | please stop texting me       |
      | STOP. You have a wrong number |
      | رکیں                         |
      | براہ کرم پیغام بند کریں      |
      | plz band karo                |

  Scenario: Who stops stays in the study and can come in whenever they ask to
    When Amy replies "STOP"
    And Amy goes to another browser
    And Amy comes in again
    And Amy looks where she is
    Then Amy is told "You have a few questions to answer."

  Scenario: However often it is said, it is confirmed once
    When Amy replies "STOP"
    And what is due is sent
    And Amy replies "Stop!!!"
    And Amy replies "unsubscribe"
    And what is due is sent
    Then Amy has been sent 2 texts

  Scenario: A provider that tells it five times changes nothing more
    When Amy replies "STOP", and the provider tells us 5 times
    And what is due is sent
    Then Amy has been sent 2 texts

  Scenario: After turning messages on again, an old word is not heard twice, and a new one is
    Given Amy replies "STOP"
    And what is due is sent
    When Amy looks where she is
    And Amy follows "Stop, or change your mind"
    And Amy presses "Send me messages again"
    And the provider tells us the last reply again
    And a month passes and reminders go out
    Then Amy has been sent 3 texts
    When Amy replies "STOP"
    And what is due is sent
    Then Amy has been sent 4 texts
    When a month passes and reminders go out
    Then Amy has been sent 4 texts

  Scenario Outline: Words that only look like it stop nothing
    When Amy replies "<words>"
    And what is due is sent
    Then Amy has been sent 2 texts
    And Amy's last text says "The copy you asked for is ready."

    Examples:
      | words                       |
      | Please don't stop           |
      | I was at the bus stop       |
      | Thank you                   |
      | مت رکیں                     |
      | band mat karo               |

  Scenario: What else a person writes is read by nobody and kept nowhere
    When Amy replies "Who is this? My husband asks"
    Then it is on record that a reply came, and none of its words

  Scenario: A number that nobody knows is heard and changes nothing
    When somebody replies "STOP" from 07700 900999
    And what is due is sent
    Then Amy has been sent 2 texts
