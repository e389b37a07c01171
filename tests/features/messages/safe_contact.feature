Feature: Say how we may be reached
  A family says in a minute which ways and times are safe, changes it in two taps, and nothing goes anywhere else.

  Background:
    Given Kim is the co-ordinator

  Scenario: While nobody knows, a family is asked kindly, and nothing is sent
    Given Kim has entered Amy, whose phone nobody asked about and who looks after Leo (9 months)
    And what is due is sent
    And Amy has been sent nothing
    When Kim reads a way in to Amy
    And Amy looks where she is
    Then Amy is told "We do not know yet what is safe for you, so we send you nothing."
    When Amy follows "Tell us what is safe"
    Then Amy is asked "Which ways are safe for you?"
    And nothing is chosen for Amy
    When Amy chooses "Text messages"
    And Amy presses "Save"
    Then Amy is asked "Type the code that we sent you"
    When Amy types the code that came to her phone
    Then Amy is asked "Do other people use this phone?"
    And nothing is chosen for Amy
    When Amy chooses "No"
    And Amy presses "Save"
    Then Amy is asked "When is it safe?"
    When Amy chooses "Any day, from 9 in the morning to 8 in the evening"
    And Amy presses "Save"
    Then Amy sees "How may we reach you?"
    And Amy is told "Saved. Thank you."
    When what is due is sent
    Then Amy has been sent 1 text
    When Amy looks where she is
    Then Amy is not told "We do not know yet what is safe for you"

  Scenario: None of these ways is an answer too
    Given Kim has entered Amy, whose phone nobody asked about and who looks after Leo (9 months)
    When Kim reads a way in to Amy
    And Amy opens "Which ways are safe for you?"
    And Amy presses "Save"
    Then Amy is told "Choose at least one way, or press “None of these”."
    When Amy presses "None of these"
    Then Amy is told "We do not write to you, and we do not ring you."
    When what is due is sent
    Then Amy has been sent nothing

  Scenario: Two taps from where you are, and a message waits for the hours that are safe
    Given Amy has come in and agreed
    When Amy looks where she is
    And Amy follows "How may we reach you?"
    And Amy follows "Change: When is it safe?"
    And Amy chooses "Evenings: any day, from 17:00 to 20:00"
    And Amy presses "Save"
    Then Amy is told "Saved. Thank you."
    And Amy is told "Evenings: any day, from 17:00 to 20:00"
    When what is due is sent
    Then Amy has been sent 1 text
    When 7 hours pass
    And what is due is sent
    Then Amy has been sent 2 texts

  Scenario: Own days and times, typed as one speaks
    Given Amy has come in and agreed
    When Amy opens "When is it safe?"
    And Amy chooses "I want to choose days and times"
    And Amy presses "Save"
    Then Amy is asked "Which days and times are safe?"
    When Amy chooses "Monday"
    And Amy writes "half past nine" into "From"
    And Amy writes "5" into "To"
    And Amy presses "Save"
    Then Amy is told "Type when it begins, for example 9:30."
    And "Monday" is still chosen, and "half past nine" is still written
    When Amy writes "9.30" into "From"
    And Amy presses "Save"
    Then Amy is told "Monday: from 9:30 to 17:00"

  Scenario: A new number is sent nothing but its code until the code came back, and the old number is used meanwhile
    Given Amy has come in and agreed
    And what is due is sent
    When Amy opens "What is your phone number?"
    And Amy writes "07700 900" into "Phone number"
    And Amy presses "Save"
    Then Amy is told "Look at the phone number."
    When Amy writes "07700 900299" into "Phone number"
    And Amy presses "Save"
    Then Amy is told "the number that ends in 299"
    And the new number has been sent a code and nothing else
    When a month passes and reminders go out
    Then the old number has been sent a text, and the new number nothing more
    When Amy comes in by her old number and types the code that came to the new one
    And a month passes and reminders go out
    Then the new number has been sent a text, and the old number nothing more
    And Amy can be found by the new number and not by the old

  Scenario: A wrong code proves nothing
    Given Amy has come in and agreed
    When Amy opens "What is your phone number?"
    And Amy writes "07700 900299" into "Phone number"
    And Amy presses "Save"
    And Amy types a code that was never sent
    Then Amy is told "That is not the code we sent. You can try 4 more times."
    When Amy goes to how she may be reached
    Then Amy is told "It ends in 299. It still waits for its code."

  Scenario: Yes and no, and the word for calls
    Given Amy has come in and agreed
    When Amy opens "May we leave a message when you do not answer?"
    And Amy chooses "Yes"
    And Amy presses "Save"
    And Amy opens "Do other people use this phone?"
    And Amy chooses "Yes"
    And Amy presses "Save"
    And Amy opens "Would you like a code word for calls?"
    And Amy presses "Save"
    Then Amy is told "Type a word, or press “I want no code word”."
    When Amy writes "bluebell" into "Your word"
    And Amy presses "Save"
    Then Amy is told "You have a code word."
    And the word stands nowhere but sealed in the vault
    And it is on record what Amy changed, but not to what
    When Kim reads what to know before ringing Amy
    Then Kim is told "Say the word you agreed first, and wait for the answer."
    And Kim is told "Others use this phone."
    And Kim is not told "Leave no voicemail."
    When Amy opens "Would you like a code word for calls?"
    And Amy presses "I want no code word"
    Then Amy is told "There is no code word."

  Scenario: Somebody who reads Urdu and easy words is asked in them
    Given Sana, who reads Urdu, was invited
    And Sana has come in
    When Sana goes to how she may be reached
    Then Sana sees "ہم آپ سے کیسے بات کریں؟"
    And Sana's page has pictures
    When Sana follows "بدلیں: آپ کے لیے کون سا وقت محفوظ ہے؟"
    And Sana chooses "شام کو۔ 17:00 سے 20:00 تک"
    And Sana presses "محفوظ کریں"
    Then Sana is told "ہم نے لکھ لیا۔ شکریہ۔"

  Scenario: Kim writes the whole of it down during a call
    Given Kim has entered Amy, whose phone nobody asked about and who looks after Leo (9 months)
    When Kim reads what to know before ringing Amy
    Then Kim is told "Do not ring. We do not know yet how to reach this person safely. Ask them."
    And Kim is told "Nobody has asked yet what is safe."
    And Kim is not told "900201"
    When Kim chooses under "Which ways are safe?": "Text messages"
    And Kim chooses "Any day, from 9 in the morning to 8 in the evening"
    And Kim chooses "I read these back to them, and they are right"
    And Kim presses "Save what they said"
    Then Kim is told "Last asked or said: Tuesday, 10 March 2026"
    And Kim is told "Do not ring. The person did not choose this way."
    When what is due is sent
    Then Amy has been sent 1 text
    When 29 days pass
    And Kim reads what to know before ringing Amy
    Then Kim is told "Nobody asked for four weeks. Ask if anything has changed."
    When Kim presses "I asked: nothing has changed"
    Then Kim is not told "Nobody asked for four weeks."

  Scenario: What cannot be is not kept, and nothing typed is lost
    Given Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    When Kim reads what to know before ringing Amy
    And Kim chooses "E-mail"
    And Kim writes "07" into "New phone number"
    And Kim presses "Save what they said"
    Then Kim is told "This way is ticked, and there is no address for it."
    And Kim is told "Look at the phone number."
    And Kim's "07" is still written

  Scenario: A colleague of another site does not find the family
    Given Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    When Nina of another site looks for how to reach Amy
    Then Nina sees "We cannot find that page"
