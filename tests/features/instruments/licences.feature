@instruments
Feature: Licensed questionnaires
  A questionnaire whose words belong to somebody is shown in the holder's own words, or not at all.

  Scenario: Nobody's words are guessed
    Given Kim is the co-ordinator
    And Dan has agreed to take part, and has the licensed questionnaire about Ben (3 years)
    When Dan begins the licensed questionnaire
    Then Dan is asked "Question 1 of 26. The licensed words go here."
    And Dan can answer "Answer 1; Answer 2; Answer 3"

  Scenario: The words, and the copyright line, are the holder's
    Given the holder's words are installed
    And Kim is the co-ordinator
    And Dan has agreed to take part, and has the licensed questionnaire about Ben (3 years)
    When Dan begins the licensed questionnaire
    Then Dan is asked "Invented words 1, for the first form"
    And Dan can answer "Invented answer 0; Invented answer 1; Invented answer 2"
    And Dan is told "An invented copyright line, 2026"
    When Dan answers "Invented answer 1"
    Then Dan is asked "Invented words 2"

  Scenario: Each form has its own words
    Given the holder's words are installed
    And Kim is the co-ordinator
    And Dan has agreed to take part, and has the licensed questionnaire about Cara (6 years)
    When Dan begins the licensed questionnaire
    Then Dan is asked "Invented words 1"

  Scenario: Nothing stands beside an item that the holder does not allow
    Given the holder's words are installed
    And Kim is the co-ordinator
    And Dan has agreed to take part, and has the licensed questionnaire about Ben (3 years)
    When Dan begins the licensed questionnaire
    Then nothing explains, comments or speaks the question
    And skipping is a button of the page, not an answer

  Scenario: Our own easy words stand beside the holder's, and say that they are no part of the question
    Given the holder's words are installed, with easy words beside the first question
    And Kim is the co-ordinator
    And Dan has agreed to take part, and has the licensed questionnaire about Cara (6 years)
    When Dan begins the licensed questionnaire
    Then Dan is asked "Invented words 1"
    And Dan is not told "Easy words beside it"
    When Dan asks for easy words
    Then Dan is asked "Invented words 1"
    And Dan is told "This is in our own words. It is not part of the question."
    And Dan is told "Easy words beside it"

  Scenario: The answers are looked over in the holder's words, and sent
    Given the holder's words are installed
    And Kim is the co-ordinator
    And Dan has agreed to take part, and has the licensed questionnaire about Ben (3 years)
    And Dan has begun the licensed questionnaire
    When Dan answers what is left of the part
    Then Dan is told "Invented words 25"
    And Dan is told "Invented answer 1"
    And Dan is told "An invented copyright line, 2026"
    When Dan sends the part
    Then the record says which words were answered

  Scenario: Who reads another language is neither shown English nor a translation of ours
    Given the holder's words are installed
    And Kim is the co-ordinator
    And Bea reads Urdu, has agreed to take part, and has the licensed questionnaire about Ben (3 years)
    When Bea looks for the licensed questionnaire
    Then Bea sees "یہ سوال ابھی آپ کے لیے تیار نہیں ہیں"
    And Bea sees no licensed word
    And Bea is told "English"
    And Kim is told that Bea's questions have no licensed words

  Scenario: Who reads another language may choose to read English
    Given the holder's words are installed
    And Kim is the co-ordinator
    And Bea reads Urdu, has agreed to take part, and has the licensed questionnaire about Ben (3 years)
    When Bea looks for the licensed questionnaire
    And Bea chooses English
    And Bea begins the licensed questionnaire
    Then Bea is asked "Invented words 1, for the first form"
    And Kim is not told that Bea's questions have no licensed words

  Scenario: Other questions go on, and nobody is reminded of what waits for us
    Given the holder's words are installed
    And Kim is the co-ordinator
    And Bea reads Urdu, has agreed to take part, and has the licensed questionnaire about Ben (3 years)
    When Bea looks where she is
    Then Bea is told "ابھی آپ کو کچھ کرنے کی ضرورت نہیں۔"
    When 15 days pass
    Then Bea is not reminded of the licensed questionnaire

  Scenario: The licence ends while a family is half way
    Given the holder's words are installed, for 3 more days
    And Kim is the co-ordinator
    And Dan has agreed to take part, and has the licensed questionnaire about Ben (3 years)
    And Dan has begun the licensed questionnaire
    And Dan answers "Invented answer 1"
    When 4 days pass
    And Dan comes back to the licensed questionnaire
    Then Dan is asked "Question 2 of 26. The licensed words go here."
    And Dan's first answer is kept

  Scenario Outline: Listening
    Given the holder's words are installed and <allowed> may stand beside them
    And Kim is the co-ordinator
    And Dan listens, has agreed to take part, and has the licensed questionnaire about Ben (3 years)
    When Dan begins the licensed questionnaire
    Then the question <can> be listened to

    Examples:
      | allowed | can    |
      | nothing | cannot |
      | audio   | can    |

  Scenario: Where nothing may stand beside an item, more can be said after the last one
    Given the holder's words are installed
    And Kim is the co-ordinator
    And Dan has agreed to take part, and has the licensed questionnaire about Ben (3 years)
    And Dan has begun the licensed questionnaire
    And Dan answers what is left of the part
    When Dan wants to say about all of it: "It was a hard month"
    And Dan changes his mind about the first answer
    And Dan goes to check the answers
    Then what Dan said about all of it is still "It was a hard month"
    When Dan sends the part
    Then Dan sees "Thank you. We have it."
    And nobody can read what Dan said in the records

  Scenario: What is said at the end may be too long, and is kept to be shortened
    Given the holder's words are installed
    And Kim is the co-ordinator
    And Dan has agreed to take part, and has the licensed questionnaire about Ben (3 years)
    And Dan has begun the licensed questionnaire
    And Dan answers what is left of the part
    When Dan wants to say about all of it 4001 letters
    Then all 4001 letters are still there, with a word about what is too long

  Scenario: A comment where it is allowed
    Given the holder's words are installed and comment may stand beside them
    And Kim is the co-ordinator
    And Dan has agreed to take part, and has the licensed questionnaire about Ben (3 years)
    When Dan begins the licensed questionnaire
    Then Dan is told "I want to say more"

  Scenario Outline: A pack that is not right is not used
    Given the holder's words are installed, but <trouble>
    And Kim is the co-ordinator
    And Dan has agreed to take part, and has the licensed questionnaire about Ben (3 years)
    When Dan begins the licensed questionnaire
    Then Dan is asked "Question 1 of 26. The licensed words go here."
    And whoever keeps the study is told <code>

    Examples:
      | trouble                         | code                      |
      | a question is missing           | PACK_ITEM_MISSING         |
      | a question was added            | PACK_ITEM_ADDED           |
      | the licence has ended           | PACK_EXPIRED              |
      | the licence is for paper only   | PACK_MODE_NOT_ALLOWED     |
      | the licence is for Polish only  | PACK_LANGUAGE_NOT_ALLOWED |
