Feature: Sign in the way that suits you
  A name can be typed, drawn, or said to one of us. Each way counts alike, and each shows on the copy what it was.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    And Amy has come in

  Scenario: Three ways stand side by side, and none is chosen beforehand
    When Amy says yes to all of it
    Then Amy can type, draw, or say it to one of us
    And nothing is chosen for her
    When Amy presses "Sign"
    Then Amy is told "Choose how you want to sign."

  Scenario: A typed name
    Given Amy says yes to all of it
    When Amy types "Amy Example" and signs
    Then Amy sees "Where you are"
    And the copy tells the way, the meaning, the name and the time in UTC, on the page and as a document
    And the copy tells "Typed name, on this page"

  Scenario: A drawn name, with the name typed beside it
    Given Amy says yes to all of it
    When Amy draws her name and signs
    Then Amy is told "Type your name, too."
    And what Amy drew is still there
    When Amy draws her name, types "Amy Example" and signs
    Then the copy tells the way, the meaning, the name and the time in UTC, on the page and as a document
    And the copy tells "A name that you drew, on this page"
    And the drawing is on the page and in the document, with words that stand for it
    And the ledger holds a digest of the drawing, and the drawing is sealed

  Scenario Outline: What is no drawing is not taken, and typing stays open
    Given Amy says yes to all of it
    When Amy sends the drawing "<drawing>"
    Then Amy is told "<words>"
    And Amy has signed nothing

    Examples:
      | drawing        | words                                                                             |
      |                | Draw your name in the box, or choose to type it.                                  |
      | 10,10 11,10    | Draw your name in the box, or choose to type it.                                  |
      | 10,10 1001,10  | The drawing did not reach us. Draw your name once more, or choose to type it.     |
      | <svg onload=1> | The drawing did not reach us. Draw your name once more, or choose to type it.     |

  Scenario: Say it to one of us
    Given Amy says yes to all of it
    When Amy chooses to say it and signs
    Then Amy sees "We will talk with you"
    And Amy is told "Nothing is signed yet."
    And Amy has signed nothing
    And Kim has a task to go through it with Amy
    When Amy follows "I would rather sign on the page"
    Then Amy is told "You asked to say it to one of us."
    When Amy chooses to say it and signs
    Then Kim has a task to go through it with Amy
    When Amy follows "I would rather sign on the page"
    And Amy types "Amy Example" and signs
    Then Amy sees "Where you are"

  Scenario: A copy without a message
    Given Amy says yes to all of it
    When Amy wants no message about her copy
    And Amy types "Amy Example" and signs
    And what is due is sent
    Then no message about a copy was queued
    And the ledger says that the copy is held back
    When Amy opens her copy
    Then Amy is told "Typed name, on this page"

  Scenario: A copy with a message
    Given Amy says yes to all of it
    When Amy types "Amy Example" and signs
    Then one message about a copy was queued
    And the ledger says that the copy is offered

  Scenario: Who cannot read does not sign alone
    Given Amy says that reading is hard for her
    When Amy says yes to all of it
    Then Amy is told "So please say your choices to one of us."
    And Amy cannot type or draw
    When somebody sends a typed name in her place
    Then Amy has signed nothing
    When Amy goes back to signing
    And Amy presses "I want to say it to one of you"
    Then Amy sees "We will talk with you"
    And Kim has a task to go through it with Amy
