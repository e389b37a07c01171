@documents
Feature: Print a booklet for a family
  A colleague prints the questions that are due, in the family's language and print, for who would rather write.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Dan, whose phone is safe and who looks after Ada (9 months), Ben (3 years) and Cara (6 years)
    And what is due is sent
    And Dan has come in

  Scenario: Nothing is printed before somebody agreed
    When Kim looks at Dan's page
    Then Kim is told "No questions are due now, so there is nothing to print."

  Scenario: A booklet of each part that is due, under the number of whom it is about
    Given Dan has agreed to take part
    When Kim prints the booklet of "growing_up" about Dan's second child
    Then the booklet has the number of Dan's second child and no name of anybody
    And its questions are those for a child of 3 years
    And the record says that kim printed "booklet" of "growing_up"

  Scenario: Cards for a call
    Given Dan has agreed to take part
    When Kim prints the cards of "about_you" about Dan
    Then the cards tell nothing of anybody

  Scenario: Large print and easy words for who needs them
    Given Dan has agreed to take part
    And Dan wants large print and easy words
    When Kim prints the booklet of "about_you" about Dan
    Then it is in large print and easy words

  Scenario: What was sent meanwhile is not printed
    Given Dan has agreed to take part
    And Kim looks at Dan's page
    And Dan has answered and sent everything
    When Kim tries to print the booklet of "about_you" about Dan
    Then Kim is told "That is not due any more. Choose from what is listed now."
    And nothing printed is on record
