@consent
Feature: Be asked for a talk about one's work
  A professional, or a parent who works with the team, is asked for a talk. They read and sign what that talk is about, and are
  asked no question of families.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Bea, a professional whose phone is safe
    And what is due is sent
    And Bea has come in

  Scenario: They read what the talk is about, sign it, and wait for a call
    When Bea reads the first page of information
    Then Bea is told "talk"
    And nothing that Bea reads speaks of chance
    When Bea agrees to everything and signs
    Then Bea is told "We will get in touch to find a good time to talk."
    And Bea is asked none of the questions of families
    When 3 months pass, and reminders go out in each
    Then Bea has been sent 2 texts

  Scenario: Staff see that they agreed to a talk, and nothing is late
    Given Bea has agreed to take part
    When 2 months pass, and reminders go out in each
    Then Kim sees that Bea agreed to a talk, and that nothing is late or stuck
