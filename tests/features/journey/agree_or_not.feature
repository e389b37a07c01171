@journey
Feature: Agree or not
  People read at their own pace, say yes or no to one thing at a time, and can say no without losing anything.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    And Amy has come in

  Scenario: The information comes a page at a time, and can be read back and forth
    When Amy reads the first page of information
    Then Amy sees "The study in short"
    And Amy is told "Page 1 of 10"
    When Amy follows "Go on"
    Then Amy sees "Who we are, and why we ask you"
    When Amy follows "Back"
    Then Amy sees "The study in short"
    When Amy reads to the end
    Then Amy has read that chance decides, who sees the answers, when we must tell, and how to stop

  Scenario: Statements come one at a time, and nothing is chosen beforehand
    When Amy has read everything
    Then Amy is told "Choice 1 of 6"
    And nothing is chosen
    And Amy is told "If you say yes:"
    And Amy is told "If you say no:"
    When Amy presses "Save and go on"
    Then Amy is told "Choose yes or no."
    And nothing is chosen
    When Amy says yes
    Then Amy is told "Choice 2 of 6"
    And nothing is chosen

  Scenario: A free choice can be refused, and one still takes part
    When Amy says yes to everything but "You can use my words"
    And Amy signs as "Amy Example"
    Then Amy sees "Where you are"
    And Amy is told "You have a few questions to answer."
    When Amy looks at the copy
    Then the copy says no to "You can use my words" and yes to everything else

  Scenario: Refusing what taking part needs is fine
    When Amy says yes to everything but "I want to take part"
    Then Amy sees "That is fine"
    And Amy is told "Your help from services stays just the same."
    When Amy looks where she is
    Then Amy is told "You chose not to take part. That is fine."
    And Amy is not told "Start"
    When a month passes and reminders go out
    Then Amy has been sent 1 text

  Scenario: After a no one can think again
    Given Amy has said no to taking part
    When Amy follows "Look at my choices again"
    And Amy says yes to everything
    And Amy signs as "Amy Example"
    Then Amy is told "You have a few questions to answer."

  Scenario: A choice can be changed before signing
    When Amy says yes to everything
    Then Amy sees "Check your choices and sign"
    When Amy changes "You can use my words" to no
    Then Amy sees "Check your choices and sign"
    When Amy signs as "Amy Example"
    And Amy looks at the copy
    Then the copy says no to "You can use my words" and yes to everything else

  Scenario: A signature needs a name
    When Amy says yes to everything
    And Amy signs as "  "
    Then Amy is told "Type your name to sign."
    When Amy signs as "Amy Example"
    Then Amy sees "Where you are"

  Scenario: The copy holds exactly the words that were agreed to, on the page and as a document
    Given Amy has agreed to take part
    When Amy looks at the copy
    Then the copy on the page holds each statement, each answer, the name and the day
    And the document holds the same words, and all that was read before
    And the document in large print holds the same words
    And Amy has been sent word that the copy is ready

  Scenario: The copy is in the words that were read, whatever is chosen later
    Given Amy reads easy words
    And Amy has agreed to take part
    When Amy changes back to plain words
    And Amy looks at the copy
    Then the copy is in easy words

  Scenario: Signing twice stores one signature
    When Amy says yes to everything
    And Amy signs as "Amy Example", and the signature is sent twice
    Then one signature is on record

  Scenario: Nobody is asked a question before they have agreed
    When Amy tries to look at the questions
    Then Amy sees "We cannot find that page"
