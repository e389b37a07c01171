@messages
Feature: Channels
  A message leaves by a service outside. Whatever that service does, the message goes out once and whole, or it is on
  record why not.

  Background:
    Given texts leave through GOV.UK Notify
    And Kim is the co-ordinator

  Scenario: A text arrives with our own words
    Given Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    When what is due is sent
    Then the service has taken 1 text for Amy
    And the text begins "Here is the page we talked about."

  Scenario Outline: The answer of the service is lost, and the text goes out once all the same
    Given Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And the service will <behave>
    When what is due is sent
    And 1 hours pass
    And what is due is sent
    Then the service has taken 1 text for Amy
    And the text is on record as sent

    Examples:
      | behave                               |
      | take the text and give no answer     |
      | take the text and report a fault     |
      | give no answer                       |
      | report a fault                       |
      | say that it is busy                  |

  Scenario: A text in letters that the service cannot carry is not sent, and the reason is on record
    Given Sana, who reads Urdu, was invited
    When another text becomes due for Sana
    And what is due is sent
    Then the service has taken 0 texts for Sana
    And it is on record why: "The service cannot carry these letters, and would send question marks. It was not sent."

  Scenario: The service says that a text arrived
    Given Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    When the service says 5 times that the text was "delivered"
    Then the text is on record as delivered

  Scenario: A number that has died is not written to until somebody has checked it
    Given Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    When the service says 5 times that the text was "permanent-failure"
    Then it is on record why: "The number or address takes no messages any more. Check with the person before you send another."
    When another text becomes due for Amy
    And what is due is sent
    Then the service has taken 1 text for Amy
    And Kim is told why: "This number or address was last checked more than six months ago, or never."
    When Kim has checked the number with Amy
    And what is due is sent
    Then the service has taken 2 texts for Amy

  Scenario: Somebody who only pretends to be the service changes nothing
    Given Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    When somebody without the token says that the text was "permanent-failure"
    Then the text is on record as sent
