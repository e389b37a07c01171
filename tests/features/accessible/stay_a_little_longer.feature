Feature: Stay a little longer
  A page that nobody uses locks after 20 minutes. Who is still there is asked before, and stays with one press.

  Background:
    Given Amy is at a question, in a browser
    And Amy has typed half an answer

  Scenario: Amy is asked two minutes before, or more, and one press is enough
    When 15 minutes pass
    Then Amy is not asked whether she is there
    When 1 minute passes
    Then Amy is asked whether she is there
    When 1 minute passes
    Then Amy is asked whether she is there
    When Amy says that she is there
    Then Amy is not asked whether she is there
    And what Amy typed is still there, and so is her place
    When 15 minutes pass
    Then the page is not locked

  Scenario: With the keyboard, and as often as one likes
    When Amy is asked and presses the button with Enter, 11 times
    Then what Amy typed is still there, and so is her place
    And the page is not locked

  Scenario: Who is away finds the page locked, and a code leads back to the same question
    When Amy types the other half
    And 21 minutes pass
    Then Amy is not asked whether she is there
    When Amy goes on
    Then Amy is asked for a code
    When Amy gives the code
    Then Amy is at the same question, with the whole answer

  Scenario: Without scripts the help says how long a page stays open
    When Amy looks for help without scripts
    Then Amy reads that a page stays open for 20 minutes
