@journey
Feature: Choose how it looks
  Language, easy words, listening, size and colours are chosen once and stay, on every page and every device.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    And Amy has come in

  Scenario: Nothing has to be chosen
    When Amy presses "Save my choices"
    Then Amy sees "Where you are"

  Scenario Outline: Size and colours stay
    When Amy chooses "<size>"
    And Amy chooses "<colours>"
    And Amy presses "Save my choices"
    Then Amy's pages have words of <percent> % in <name> colours
    When Amy goes to another browser
    And Amy comes in again
    Then Amy's pages have words of <percent> % in <name> colours

    Examples:
      | size    | percent | colours                 | name     |
      | Normal  | 100     | Light                   | light    |
      | Big     | 125     | Cream                   | cream    |
      | Bigger  | 150     | Dark                    | dark     |
      | Biggest | 200     | Strong black and yellow | contrast |

  Scenario: Easy words come with pictures, and stay
    When Amy chooses "Easy words with pictures"
    And Amy presses "Save my choices"
    Then Amy sees "Where you are now"
    And Amy's page has pictures
    When Amy goes to another browser
    And Amy comes in again
    Then Amy sees "Where you are now"
    When Amy reads the first page of information
    Then Amy sees "This is the study"
    And Amy's page has pictures

  Scenario: Texts can be listened to, and the sounds stay
    When Amy chooses "Yes, show me listen buttons"
    And Amy presses "Save my choices"
    Then the texts on Amy's page have sounds
    And each sound of Amy's page plays
    When Amy goes to another browser
    And Amy comes in again
    Then the texts on Amy's page have sounds

  Scenario: Urdu runs from right to left on every page, and stays
    When Amy chooses "اردو"
    And Amy presses "Save my choices"
    Then Amy's page is in Urdu, from right to left
    When Amy goes to another browser
    And Amy comes in again
    Then Amy's page is in Urdu, from right to left
    When Amy reads the first page of information
    Then Amy's page is in Urdu, from right to left
    When Amy asks for help
    Then Amy's page is in Urdu, from right to left

  Scenario: A browser that prefers Urdu is greeted in Urdu before anybody is known
    When somebody whose browser prefers Urdu looks in
    Then they are greeted in Urdu

  Scenario: The choices can be changed from a question, which comes back
    Given Amy has agreed to take part
    And Amy has begun the questions
    When Amy answers "14 3 1990"
    And Amy follows "Language and looks"
    And Amy chooses "Easy words with pictures"
    And Amy presses "Save my choices"
    Then Amy is asked "Are you a woman, a man, or something else?"
    And Amy's page has pictures
