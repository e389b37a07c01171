Feature: Listen
  Who listens has one button for each text, and one sound at a time. Nothing plays by itself unless it was asked for.

  Scenario: One button for each sound, named by what it reads
    Given Amy, who listens, is at a question
    Then each sound has one button that says what it reads
    And each button can be pressed with a thumb
    And nothing plays

  Scenario: Press to listen, press to stop
    Given Amy, who listens, is at a question
    When Amy presses Listen beside the question
    Then the question is heard, and the button says Stop
    When Amy presses it again
    Then nothing plays
    And every button says Listen

  Scenario: One sound at a time, with the keyboard
    Given Amy, who listens, is at a question
    When Amy presses Listen beside the question
    And Amy gets to the next Listen with Tab and presses Enter
    Then only the second sound is heard

  Scenario: A sound that does not come leaves a button to press again
    Given Amy, who listens, is at a question
    And no sound can be had
    When Amy presses Listen beside the question
    Then nothing plays
    And every button says Listen

  Scenario: In Urdu
    Given Amy, who listens and reads Urdu, is at a question
    Then each sound has one button that says what it reads
    When Amy presses Listen beside the question
    Then the question is heard, and the button says Stop

  Scenario: Without scripts the browser's own players are there
    Given Amy, who listens, is at a question, without scripts
    Then the players of the browser are there

  Scenario: Every page is read to who asked for that
    Given Amy, to whom every page is read, is at a question
    Then the texts of the page are heard in order, from the first

  Scenario: Where the browser does not start a sound, the button to start it is at hand
    Given Amy, to whom every page is read, is at a question, in a browser that starts no sound by itself
    Then the first Listen has the focus, and nothing plays
    When Amy presses Enter
    Then the first sound is heard
