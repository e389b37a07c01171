@consent
Feature: Find out whether we explained well
  After reading, a family is asked a few kind questions. A miss is said another way and a person is offered. It is never held
  against anyone.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    And Amy has come in
    And Amy has read every page

  Scenario: The answer that fits is welcomed
    Then Amy is told "This is not a test."
    And nothing is chosen
    When Amy gives the answer that fits
    Then Amy is told "Yes, that is it"
    When Amy follows "Go on"
    Then Amy is told "Question 2 of 5 about what you read"

  Scenario: A miss is said another way, and one goes on all the same
    When Amy gives another answer
    Then Amy is told "Let us say it another way"
    And Amy sees the same said in other words than on the page
    When Amy follows "Choose again"
    And Amy gives the answer that fits
    Then Amy is told "Yes, that is it"
    And both tries are kept, with form, language and mode

  Scenario: Somebody can explain
    When Amy gives another answer
    And Amy presses "I want someone to explain it to me"
    Then Amy is told "Someone will talk it through with you"
    And the team has one task to go through it with Amy
    When Amy follows "Go on"
    Then Amy is told "Question 2 of 5 about what you read"

  Scenario: A question can be left out
    When Amy presses "Leave this out"
    Then Amy is told "Question 2 of 5 about what you read"
    And the first question is kept as left out

  Scenario: Nothing chosen is said kindly
    When Amy presses "Save and go on"
    Then Amy is told "Choose one of the answers on this page."
    And nothing is chosen

  Scenario: Missing every question keeps nobody from taking part, nor from help
    When Amy misses every question
    Then Amy is told "Choice 1 of"
    When Amy looks for help
    Then Amy is told "0808 2000 247"
    When Amy agrees to everything and signs
    Then Amy is told "You have a few questions to answer."
    And the consent on record holds the 5 misses

  Scenario: Nobody signs before each question was asked, and a skipped one is asked again
    When Amy goes straight to the choices and says yes to all
    Then Amy is told "Question 1 of 5 about what you read"

  Scenario: The team sees how well it was understood, by form
    Given Amy gives the answer that fits
    And Amy follows "Go on"
    And Amy gives another answer
    When Ravi downloads the understanding
    Then of those who read standard words 1 of 1 understood the first question at once
    And of those who read standard words 0 of 1 understood the second question at once

  Scenario: More is told to who asks, and it is noted
    When Amy reads the first page of information
    And Amy presses "Tell me more about this"
    Then Amy is told "More about this"
    And it is noted that Amy read more about the first page

  Scenario: All of it stands on one page
    When Amy reads the first page of information
    And Amy follows "Read all of it on one page"
    Then Amy is told every paragraph, and what more there is to each, with its number
    And Amy is told how her details are looked after
