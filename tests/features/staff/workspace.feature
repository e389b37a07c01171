Feature: What needs doing today
  Whoever looks after many families sees first what is late or stuck, why, and what to do next.

  Background:
    Given Kim is the co-ordinator

  Scenario: As long as nobody has asked if the phone is safe, the family is stuck
    Given Kim has entered Bea, whose phone nobody asked about and who looks after Leo (7 months)
    And what is due is sent
    When Kim looks at her families
    Then under "Stuck" Kim reads about Bea "Nothing is sent: nobody knows if their phone is safe."
    And under "Stuck" Kim reads about Bea "Ask if it is safe to write, and note what they say."
    When Kim opens what is "Stuck" about Bea
    And Kim presses "Yes, they said it is safe"
    Then Kim is told "It is safe to write to this phone."
    When what is due is sent
    And Kim looks at her families
    Then nothing about Bea is under "Stuck"

  Scenario: A family without a safe way to write to them is read a code
    Given Kim has entered Bea, whose phone is not safe and who looks after Leo (7 months)
    And what is due is sent
    When Kim looks at her families
    Then under "Stuck" Kim reads about Bea "Nothing is sent: there is no safe way to write to them."
    And under "Stuck" Kim reads about Bea "Read a code to them when you talk or meet."

  Scenario: An invitation is late when nobody has come in for a week
    Given Kim has entered Bea, whose phone is safe and who looks after Leo (7 months)
    And what is due is sent
    When 6 days pass
    And Kim looks at her families
    Then nothing about Bea is under "Late"
    When 1 days pass
    And Kim looks at her families
    Then under "Late" Kim reads about Bea "Invited on 10 March 2026, and nobody has come in yet."

  Scenario: Somebody who began to choose and stopped is offered company
    Given Kim has entered Bea, whose phone is safe and who looks after Leo (7 months)
    And what is due is sent
    And Bea has come in
    When 8 days pass
    And Kim looks at her families
    Then under "Stuck" Kim reads about Bea "They came in, and have not gone on with their choices since 10 March 2026."

  Scenario: Questions are late in the last week in which they can be begun
    Given Kim has entered Bea, whose phone is safe and who looks after Leo (7 months)
    And what is due is sent
    And Bea has come in
    And Bea has agreed to take part
    When 52 days pass
    And Kim looks at her families
    Then nothing about Bea is under "Late"
    When 1 days pass
    And Kim looks at her families
    Then under "Late" Kim reads about Bea "“Your first questions” closes on 8 May 2026."

  Scenario Outline: A task that nobody is there to do is stuck until it is handed over
    Given Kim has entered Cal of Glasgow
    And Kim has set herself the task "Visit them" for Cal, due today
    When Kim opens the page of Cal
    And Kim hands the task over to Nina
    And Nina <is gone>
    And Kim looks at her families
    Then under "Stuck" Kim reads about Cal "A task for 10 March 2026 has nobody to do it."
    And under "Stuck" Kim reads about Cal "Hand it over to somebody."
    When Kim opens what is "Stuck" about Cal
    Then Kim is told "Nobody to do it"
    And "Hand it over to somebody." leads Kim to where the task can be handed over
    When Kim hands the task over to Kim
    Then Kim is told "Kim does it."
    And Kim is not told "Nobody to do it"
    When Kim looks at her families
    Then nothing about Cal is under "Stuck"
    And under "For you today" Kim reads about Cal "Visit them"

    Examples:
      | is gone      |
      | has left     |
      | is locked    |
      | lost her role |

  Scenario: Whoever stands in has the late tasks of a colleague who left
    Given Kim has entered Cal of Glasgow
    And Kim has set herself the task "Visit them" for Cal, due today, with Nina standing in
    When Kim has left
    And 2 days pass
    And Nina looks at her families
    Then under "For you today" Nina reads about Cal "Late"
    And under "For you today" Nina reads about Cal "You stand in for Kim."
    And nothing about Cal is under "Stuck" for Nina

  Scenario: Families are shown by stage
    Given Kim has entered Bea, whose phone is safe and who looks after Leo (7 months)
    And what is due is sent
    And Bea has come in
    And Bea has agreed to take part
    When Kim looks at her families
    And Kim follows "Agreed (1)"
    Then Kim sees Bea in the list, and nobody else
    When Bea has begun the questions
    And Kim looks at her families
    Then Kim reads "Answering questions" beside Bea
    When Bea has answered and sent everything
    And Kim looks at her families
    Then Kim reads "Waiting for the next questions" beside Bea

  Scenario: What somebody needs is seen at a glance
    When Kim looks at her families
    Then Kim is told "Urdu (اردو), Easy read, Listens"

  Scenario: A nurse sees the families of her own site only
    When Nina looks at her families
    Then Nina sees the families of Glasgow, and of no other site
    And a family of Bromley is not there for Nina

  Scenario: A trial manager sees where families are, and never who they are
    Given Kim has entered Bea, whose phone is safe and who looks after Leo (7 months)
    When Tess opens the page of Bea
    Then Tess is told "Invited"
    And Tess can neither ask for names nor note anything
