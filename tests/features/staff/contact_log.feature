Feature: Contact log and tasks
  After each call or visit a few choices say what came of it, and nothing that was promised is forgotten.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Bea, whose phone is safe and who looks after Leo (7 months)

  Scenario: A call is noted with what comes next
    When Kim opens the page of Bea
    And Kim notes a call: "No answer", with the words "Better before ten", then "Call them"
    Then Kim is told "The contact was noted."
    And Kim is told "Phone call: No answer"
    And Kim is told "Better before ten"
    And Kim is told "Kim does it."
    When Kim looks at her families
    Then nothing about Bea is under "For you today"
    When 1 days pass
    And Kim looks at her families
    Then under "For you today" Kim reads about Bea "Call them, by Wednesday, 11 March 2026, 5:00pm"

  Scenario: A contact without its outcome is asked about, and the words stay
    When Kim opens the page of Bea
    And Kim notes a call with the words "Better before ten" and no outcome
    Then Kim is told "Choose what came of it."
    And the words "Better before ten" still stand in the note

  Scenario: A second press notes a contact once
    When Kim opens the page of Bea
    And Kim notes the same call twice
    Then the contact log of Bea has 1 entry

  Scenario Outline: What was corrected after "Back" is not lost
    When Kim opens the page of Bea
    And Kim notes a call: "No answer", with the words "Better before ten", then "Call them"
    And Kim goes back and <corrects it>, and presses again
    Then Kim is told that the first contact was kept and this one is not yet
    And the contact log of Bea has 1 entry in all
    When Kim presses "Keep this contact"
    Then Kim is told "The contact was noted."
    And Kim is told "<words>"
    And the contact log of Bea has 2 entries in all

    Examples:
      | corrects it                                   | words                     |
      | writes "Do not text: he reads her phone"      | Do not text: he reads her phone |
      | chooses "Text message" under "How?"           | Text message: No answer   |
      | chooses "Not safe to talk just then" under "What came of it?" | Not safe to talk just then |
      | chooses "About the voucher" under "What did you tell them?" | Told: About the voucher |
      | chooses "Visit them" under "What comes next?" | Visit them                |
      | chooses "In a week" under "By when, if something comes next?" | 17 March 2026 |

  Scenario: A second press of the same words notes a contact once, task and all
    When Kim opens the page of Bea
    And Kim notes a call: "No answer", with the words "Better before ten", then "Call them"
    And Kim goes back and writes "Better before ten", and presses again
    Then Kim is told "The contact was noted."
    And the contact log of Bea has 1 entry in all

  Scenario Outline: A task that was corrected after "Back" is not lost
    Given Kim has entered Cal of Glasgow
    When Kim opens the page of Cal
    And Kim sets the task "Visit them" for tomorrow with the words "Bring the booklet"
    And Kim goes back and <corrects it>, and presses again
    Then Kim is told that the first task was kept and this one is not yet
    And Cal has 1 open task
    When Kim presses "Keep this task"
    Then Kim is told "The task was added."
    And Cal has 2 open tasks

    Examples:
      | corrects it                                 |
      | writes "Do not ring the bell"               |
      | chooses "Call them" under "What is to be done?" |
      | chooses "In 3 days" under "By which day?"   |
      | chooses "Nina" under "Who does it?"         |
      | chooses "Nina" under "Who stands in?"       |

  Scenario: A second press of the same words adds a task once
    When Kim opens the page of Bea
    And Kim sets the task "Visit them" for tomorrow with the words "Bring the booklet"
    And Kim goes back and writes "Bring the booklet", and presses again
    Then Kim is told "The task was added."
    And Bea has 1 open task

  Scenario: A task is done
    Given Kim has set herself the task "Visit them" for Bea, due today
    When Kim looks at her families
    Then under "For you today" Kim reads about Bea "Visit them, by Tuesday, 10 March 2026, 5:00pm"
    When Kim opens the page of Bea
    And Kim says that the task is done
    Then Kim is told "The task is done."
    And Kim is told "No task is open."

  Scenario: A task that nobody did is late, and stays until it is done
    Given Kim has set herself the task "Visit them" for Bea, due today
    When 2 days pass
    And Kim looks at her families
    Then under "For you today" Kim reads about Bea "Late"

  Scenario: Somebody stands in for a colleague
    Given Kim has entered Cal of Glasgow
    And Kim has set herself the task "Visit them" for Cal, due today, with Nina standing in
    When Nina looks at her families
    Then under "For you today" Nina reads about Cal "You stand in for Kim."

  Scenario: A task is handed over
    Given Kim has entered Cal of Glasgow
    And Kim has set herself the task "Visit them" for Cal, due today
    When Kim opens the page of Cal
    And Kim hands the task over to Nina
    Then Kim is told "Nina does it."
    When Kim looks at her families
    Then nothing about Cal is under "For you today"
    When Nina looks at her families
    Then under "For you today" Nina reads about Cal "Visit them"

  Scenario: A task goes only to somebody who contacts families at that site
    When Kim opens the page of Bea
    Then Nina is not among those who can do a task

  Scenario: Who does not contact families does not read the notes
    When Kim opens the page of Bea
    And Kim notes a call: "No answer", with the words "Better before ten", then "Nothing more"
    And Tess opens the page of Bea
    Then Tess is told "Phone call: No answer"
    And Tess is not told "Better before ten"

  Scenario: A task that cannot be due then is asked about
    When Kim opens the page of Bea
    And Kim sets a task for another day, which is over
    Then Kim is told "That time is over. Choose a later one."
    And nothing is to be done for Bea
