@journey
Feature: Answer questions
  One question a page, saved at once, with every way to pause, go back, skip and say more.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Dan, whose phone is safe and who looks after Ada (9 months), Ben (3 years) and Cara (6 years)
    And what is due is sent
    And Dan has come in
    And Dan has agreed to take part

  Scenario: First about the parent, then about each child by exact age
    When Dan answers and sends everything
    Then Dan was asked about, in this order: Dan, Ada, Ben, Cara
    And about Ada, Dan was asked "How often does your child make sounds when you talk to them?"
    And about Ben, Dan was asked "How often does your child tell you or show you how they feel?"
    And about Cara, Dan was asked "What helps your child to feel calm again? Choose all that fit."
    And about Ada, Dan was not asked "What helps your child to feel calm again? Choose all that fit."
    And Dan sees "Thank you. We have it."

  Scenario: Each part says whom it is about, why we ask, and how long it takes
    When Dan starts
    Then Dan sees "About you"
    And Dan is told "Part 1 of 4"
    And Dan is told "This part takes about 6 minutes."
    And Dan is told "We ask this so that we know who takes part."
    And Dan is told "You can skip any question."

  Scenario: A question is skipped without a reason
    Given Dan has begun the questions
    When Dan would rather not say
    Then Dan is asked "What is your gender?"
    When Dan goes back
    Then Dan is told "You would rather not say"

  Scenario: Going on without an answer is asked about, never blamed
    Given Dan has begun the questions
    When Dan presses "Save and go on"
    Then Dan is told "Type the day, month and year. Or press “I would rather not say”."

  Scenario: More can be said beside an answer
    Given Dan has begun the questions
    When Dan answers until "Are you disabled?"
    And Dan wants to say more: "It comes and goes"
    And Dan answers "Not sure"
    And Dan goes back
    Then Dan's answer is still "Not sure"
    And what else Dan said is still "It comes and goes"

  Scenario: More can be said without an answer
    Given Dan has begun the questions
    When Dan answers until "Are you disabled?"
    And Dan wants to say more: "It comes and goes"
    And Dan would rather not say
    And Dan goes back
    Then what else Dan said is still "It comes and goes"

  Scenario: Only what fits is asked
    Given Dan has begun the questions
    When Dan answers until "Are you disabled?"
    And Dan answers "No"
    Then Dan is asked "What would make it easier for you to take part? Choose all that fit."
    When Dan goes back
    And Dan answers "Yes"
    Then Dan is asked "How much harder does this make your day?"

  Scenario: Details are asked only of what was used
    Given Dan has begun the questions
    When Dan answers until "Which of these have you or your children used"
    And Dan answers "A health visitor; A food bank"
    Then Dan is asked "How many times did you see or call a health visitor in the last 3 months?"
    When Dan answers "3"
    Then Dan is asked "How many times did you use a food bank in the last 3 months?"

  Scenario: Nothing and something cannot both be true
    Given Dan has begun the questions
    When Dan answers until "Which of these have you or your children used"
    And Dan answers "A food bank; None of these"
    Then Dan is told "You chose “none” and something else. Choose one or the other."

  Scenario: One goes back and changes an answer
    Given Dan has begun the questions
    When Dan answers "14 3 1990"
    And Dan answers "Man"
    And Dan goes back
    And Dan answers "Non-binary"
    And Dan goes back
    Then Dan's answer is still "Non-binary"

  Scenario: One line for each person at home
    Given Dan has begun the questions
    When Dan answers until "Who lives with you at home?"
    And Dan tells of "My partner" aged "35"
    And Dan adds another
    And Dan tells of "My child" aged "0"
    And Dan goes on and comes back
    Then Dan has told of 2 people: "My partner" aged "35", "My child" aged "0"
    When Dan takes away the first
    And Dan goes on and comes back
    Then Dan has told of 1 people: "My child" aged "0"

  Scenario: A line that is half filled in is asked about
    Given Dan has begun the questions
    When Dan answers until "Who lives with you at home?"
    And Dan tells of "My partner" aged ""
    And Dan presses "Save and go on"
    Then Dan is told "Something is missing in Person 1. Fill it in, or take it away."

  Scenario: An unusual answer is asked about once, and taken when it is right
    Given Dan has begun the questions
    When Dan answers "14 3 1960"
    Then Dan is told "Is this right?"
    And Dan is told "This would make you 65 years old."
    When Dan presses "Save and go on"
    Then Dan is asked "What is your gender?"

  Scenario: An unusual answer can be put right
    Given Dan has begun the questions
    When Dan answers "14 3 1960"
    Then Dan is told "Is this right?"
    When Dan answers "14 3 1961"
    Then Dan is told "This would make you 64 years old."
    When Dan answers "14 3 1990"
    Then Dan is asked "What is your gender?"

  Scenario Outline: A child's date of birth is not taken for the parent's
    Given Dan has begun the questions
    When Dan answers "<date>"
    Then Dan is told "<words>"

    Examples:
      | date       | words                                                |
      | 14 3 2022  | This would make you under 16 or over 99.             |
      | 14 3 2030  | That day has not come yet. Look at the year.         |
      | 31 2 1990  | That day is not in the calendar.                     |
      | 14 3 90    | Type all four figures of the year, for example 1990. |

  Scenario: One stops and finds everything in another browser
    Given Dan has begun the questions
    When Dan answers "14 3 1990"
    And Dan answers "Man"
    And Dan stops for now
    And Dan goes to another browser
    And Dan comes in again
    And Dan looks where he is
    Then Dan is told "All you told us so far is kept."
    When Dan goes on with the questions
    Then Dan is asked "Which of these groups fits you best?"
    When Dan goes back
    Then Dan's answer is still "Man"
    When Dan goes back
    Then Dan's answer is still "14 3 1990"

  Scenario: All answers are shown before they are sent, and each can be changed
    Given Dan has begun the questions
    And Dan has answered everything about himself
    Then Dan sees "Check your answers"
    And the answer to "What is your date of birth?" is shown as "3 April 1990"
    When Dan changes the answer to "What is your gender?" to "Woman"
    And Dan goes to check the answers
    Then the answer to "What is your gender?" is shown as "Woman"

  Scenario: A part can be sent with questions left open
    Given Dan has begun the questions
    When Dan answers "14 3 1990"
    And Dan goes to check the answers
    Then Dan is told "questions with no answer yet"
    When Dan sends the part
    Then Dan sees "Thank you. We have it."
    When Ravi downloads the answers
    Then in Dan's row about himself, what was left open is coded -92 and what was not asked -96

  Scenario: What was sent is not shown again
    Given Dan has begun the questions
    And Dan has answered everything about himself
    When Dan sends the part
    And Dan looks at the first question
    Then Dan sees "This part has been sent"
    And Dan is not told "1990"
    When Dan looks at the check page again
    Then Dan sees "This part has been sent"

  Scenario: Sending twice stores once
    Given Dan has begun the questions
    And Dan has answered everything about himself
    When Dan sends the part twice
    Then Dan sees "Thank you. We have it."
    And the part is on record as sent once

  Scenario: The same answer sent twice is stored once
    Given Dan has begun the questions
    When Dan answers "14 3 1990", and the answer is sent twice
    Then that answer is stored once

  Scenario: A page that was open elsewhere shows both answers, and the person chooses
    Given Dan has begun the questions
    When Dan answers "14 3 1990"
    And Dan has the same question open in two places
    And Dan answers "Man" in the one
    And Dan answers "Woman" in the other
    Then Dan is told "You gave an answer on another page"
    And Dan is told "The answer we kept is: Man."
    And the answer chosen on the page is "Woman"
    When Dan presses "Save and go on"
    And Dan goes back
    Then Dan's answer is still "Woman"

  Scenario: A page that was left open says only that the part has been sent
    Given Dan has begun the questions
    And Dan has the same question open in two places
    And Dan has answered and sent everything about himself
    When Dan answers "1 1 1991" in the other
    Then Dan sees "This part has been sent"
    And Dan is not told "1990"

  Scenario: A birthday between two sittings does not change the questions that were begun
    Given Dan has begun the questions
    And Dan has answered and sent everything about himself
    When 4 months pass, and reminders go out in each
    And Dan comes in again
    And Dan goes on with the questions
    And Dan answers what is left of the part
    Then about Ada, Dan was asked "How often does your child make sounds when you talk to them?"
