Feature: Before hard questions somebody asks whether this is a good place, and every way on is fine
  A page of its own warns of what comes. Nothing is chosen for anybody, nothing is lost, and the team can ask by phone.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Dan, whose phone is safe and who looks after Ada (9 months)
    And what is due is sent
    And Dan has come in
    And Dan has agreed to take part
    And Dan has begun the questions
    And Dan comes to the hard questions

  Scenario: The page warns, and offers four ways on
    Then Dan sees "Are you somewhere private?"
    And Dan is told "The next questions are about your health. You can leave out any question."
    And Dan is told "Each of these is fine. You lose nothing, whatever you choose."
    And Dan can press "Yes, go on", "Later", "Leave these questions out" and "Ask me by phone instead"
    And nothing is chosen on Dan's page, and its address names no topic

  Scenario: Yes leads to the question
    When Dan presses "Yes, go on"
    Then Dan is asked "Are you disabled? Or have you had a health problem for a year or more?"
    When Dan goes back
    Then Dan sees "Which languages do you like to read in? Choose all that fit."

  Scenario: Later leads to where he is, and he is asked again when he goes on
    When Dan presses "Later"
    Then Dan sees "Where you are"
    When Dan follows "Go on with the questions"
    Then Dan sees "Are you somewhere private?"

  Scenario: Later changes nothing that is kept, and reminds him no more and no less
    Given what is kept is noted
    When Dan presses "Later"
    Then what is kept is as it was noted

  Scenario: Questions are left out only after one more look, and can be changed until the part is sent
    When Dan presses "Leave these questions out"
    Then Dan sees "Leave these questions out?"
    When Dan follows "No, go back"
    And Dan presses "Leave these questions out"
    And Dan presses "Yes, leave them out"
    Then Dan is asked "Who lives with you at home?"
    When Dan answers what is left of the part
    Then Dan is told "You would rather not say"
    When Dan changes the first question that was left out
    Then Dan is told "You would rather not say"
    When Dan answers "No"
    Then Dan's answers say "No"

  Scenario: What was told before stays when the rest is left out
    When Dan presses "Yes, go on"
    And Dan answers "Yes"
    And Dan goes on with the page before the next question
    And Dan presses "Leave these questions out"
    And Dan presses "Yes, leave them out"
    And Dan answers what is left of the part
    Then Dan's answers say "Yes"

  Scenario: The same press twice leaves the questions out once
    When Dan presses "Leave these questions out"
    And Dan presses "Yes, leave them out" twice
    Then each question that was left out is kept once

  Scenario: By phone instead: the team is asked once, and Dan can still answer here
    When Dan presses "Ask me by phone instead"
    Then Dan sees "We ask you by phone"
    When Dan chooses "A woman"
    And Dan chooses "In the morning"
    And Dan presses "Please ring me"
    Then Dan is told "We will ask you by phone. You can still answer here."
    When Dan follows "Go on with something else"
    Then Dan is told "Part 2 of"
    When Kim looks at Dan's page
    Then Kim is told "Ask the questions by phone"
    And Kim is told "They want to be asked by phone: About You."
    And Kim is told "a woman."
    And Kim is told "morning"

  Scenario: Two presses ask the team once, and Dan can take it back
    When Dan asks to be rung
    And Dan asks to be rung
    Then the team has 1 task for Dan
    When Dan presses "Please do not ring about this" before the questions
    Then the team has 0 tasks for Dan
    And Dan is told "Each of these is fine."

  Scenario: Who answers here after all needs no call
    When Dan asks to be rung
    And Dan answers and sends the part himself
    Then the team has 0 tasks for Dan

  Scenario: The page is there in easy words and in Urdu
    When Dan reads easy words
    Then Dan sees "Are you in a private place?"
    And Dan is told "We ask about your health now. You can skip any question."
    And Dan's page has pictures
    When Dan reads Urdu
    Then Dan sees "کیا آپ کسی ایسی جگہ ہیں جہاں کوئی اور نہ دیکھ سکے؟"

  Scenario: A section that is not hard says above its first question why it is asked
    When Dan presses "Leave these questions out"
    And Dan presses "Yes, leave them out"
    Then Dan is told "Next come questions about your home and your week."
    When Dan answers until "Which of these is most like your home?"
    Then Dan is not told "Next come questions about your home and your week."
