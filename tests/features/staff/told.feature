Feature: What has this family been told?
  Whoever rings a family knows beforehand what it has read, heard and chosen.

  Background:
    Given Kim is the co-ordinator

  Scenario: Messages stand there in their words, without what must stay secret
    Given Kim has entered Bea, whose phone is safe and who looks after Leo (7 months)
    And what is due is sent
    When Kim looks what Bea has been told
    Then Kim is told "Invitation, by text: sent"
    And Kim is told "Here is the page we talked about. Look at it when it suits you: (their own link)"
    And each message is said to be in today's words
    And no link and no code can be read

  Scenario: Words in another language come with their English
    Given Sana, who reads Urdu, was invited
    When Kim looks what Sana has been told
    Then the message is in Urdu
    And each message is said to be in today's words
    And Kim is told "In English"

  Scenario: What was agreed to stands there with version and language
    Given Kim has entered Bea, whose phone is safe and who looks after Leo (7 months)
    And what is due is sent
    And Bea has come in
    And Bea has agreed to take part, but not to "You can use my words"
    And what is due is sent
    When Kim looks what Bea has been told
    Then Kim is told "Agreed to “Taking part: what it means and your choice”"
    And Kim is told "in version 1.0.0"
    And Kim is told "Read in English, plain words."
    And Kim is told "You can use my words when you write about the study, with no name. No"
    And Kim is told "Their copy, by text: sent"

  Scenario: Choices that were made before a no stay to be seen
    Given Kim has entered Bea, whose phone is safe and who looks after Leo (7 months)
    And what is due is sent
    And Bea has come in
    And Bea has said no to taking part
    When Kim looks what Bea has been told
    Then Kim is told "Read “Taking part: what it means and your choice” and chose"

  Scenario: A code that was read out and what was said on the phone stand there too
    Given Kim has entered Bea, whose phone is not safe and who looks after Leo (7 months)
    And Kim has made a code for Bea and told her that "That there are two kinds of help, and chance decides"
    When Kim looks what Bea has been told
    Then Kim is told "Kim made a code to read to them."
    And Kim is told "That there are two kinds of help, and chance decides"
    And Kim is told "Said by Kim (Phone call)"

  Scenario: What has not gone out is told apart
    Given Kim has entered Bea, whose phone nobody asked about and who looks after Leo (7 months)
    And what is due is sent
    When Kim looks what Bea has been told
    Then Kim is told "Nothing has reached them yet."
    And Kim is told "Not sent"
    And each message is said to be in today's words
    And Kim is told "We do not know yet how to reach this person safely. Ask them."

  Scenario: A change of language is said, for the words may have been others
    Given Kim has entered Bea, whose phone is safe and who looks after Leo (7 months)
    And what is due is sent
    And Bea has come in
    And Bea changes to easy words
    When Kim looks what Bea has been told
    Then Kim is told "It may have gone out in another one."
