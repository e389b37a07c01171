@messages
Feature: Book a talk with a family
  A talk is booked in one go. The family hears of its time, once more the day before, and of nothing that is not so any more.

  Background:
    Given Kim is the co-ordinator
    And Amy has come in and agreed
    And what is due is sent

  Scenario: Kim books a talk, Amy is told once now and once the day before
    When Kim books a talk with Amy on 13 March 2026 at 2:30pm, by phone
    Then Kim is told "The talk is booked."
    And Kim is told "Friday, 13 March 2026, 2:30pm"
    And Kim is told "By phone, 30 minutes, with Kim"
    When what is due is sent
    Then Amy's newest text is about "Friday, 13 March 2026, 2:30pm", and 1 text is about a talk
    When 47 hours pass
    And what is due is sent
    Then Amy's newest text is about "Friday, 13 March 2026, 2:30pm", and 2 texts are about a talk
    When 48 hours pass
    And what is due is sent
    Then Amy's newest text is about "Friday, 13 March 2026, 2:30pm", and 2 texts are about a talk

  Scenario: Amy sees the talk where she is, and asks for another time
    Given Kim books a talk with Amy on 13 March 2026 at 14:30, by phone
    When Amy looks where she is
    Then Amy is told "We will ring you: Friday, 13 March 2026, 2:30pm."
    When Amy presses "Ask for another time"
    Then Amy is told "You asked for another time."
    And Amy is told "We will ring you: Friday, 13 March 2026, 2:30pm."
    When Kim looks at Amy's page
    Then Kim has the task "Find another time for a talk"
    When Kim moves the talk to 16 March 2026 at 10:00
    Then Kim is told "The talk is moved."
    And Kim is told "No task is open."
    When Amy looks where she is
    Then Amy is told "We will ring you: Monday, 16 March 2026, 10:00am."
    And Amy is not told "You asked for another time."

  Scenario: A talk that moves: Amy hears the new time, and nothing of the old one any more
    Given Kim books a talk with Amy on 13 March 2026 at 14:30, by phone
    And what is due is sent
    When Kim moves the talk to 16 March 2026 at 10:00
    And what is due is sent
    Then Amy's newest text is about "Your new time is Monday, 16 March 2026, 10:00am", and 2 texts are about a talk
    When 48 hours pass
    And what is due is sent
    Then 2 texts are about a talk
    When 72 hours pass
    And what is due is sent
    Then Amy's newest text is about "Our talk is on Monday, 16 March 2026, 10:00am", and 3 texts are about a talk

  Scenario: What had not left of the old time does not leave
    Given Kim books a talk with Amy on 13 March 2026 at 14:30, by phone
    When Kim moves the talk to 16 March 2026 at 10:00
    And what is due is sent
    Then Amy's newest text is about "Your new time is Monday, 16 March 2026, 10:00am", and 1 text is about a talk
    And Kim is told why: "The talk has another time by now, and they are told of that one."

  Scenario: A talk that is off reminds nobody
    Given Kim books a talk with Amy on 13 March 2026 at 14:30, by phone
    And what is due is sent
    When Kim presses "Cancel this talk"
    Then Kim is told "The talk is cancelled."
    And Kim is told "No talk is booked."
    When 48 hours pass
    And what is due is sent
    Then 1 text is about a talk
    And Kim is told why: "The talk was cancelled."
    When Amy comes in again
    And Amy looks where she is
    Then Amy is not told "Our next talk"

  Scenario: A talk that moved without a word to its messages is decided again when they leave
    Given Kim books a talk with Amy on 13 March 2026 at 14:30, by phone
    When the talk was moved, and nobody took its messages back
    And what is due is sent
    Then 0 texts are about a talk

  Scenario: The word about a talk waits for safe hours, and for a talk that has begun it does not go
    Given Amy chose that evenings are safe
    And Kim books a talk with Amy on 10 March 2026 at 16:00, by phone
    When what is due is sent
    Then 0 texts are about a talk
    When 8 hours pass
    And what is due is sent
    Then 0 texts are about a talk

  Scenario: A reminder waits for safe hours too
    Given Amy chose that evenings are safe
    And Kim books a talk with Amy on 13 March 2026 at 14:30, by phone
    When 8 hours pass
    And what is due is sent
    Then 1 text is about a talk
    When 40 hours pass
    And what is due is sent
    Then 1 text is about a talk
    When 8 hours pass
    And what is due is sent
    Then 2 texts are about a talk

  Scenario: An e-mail brings the talk for the calendar only when the family said that is safe
    Given Amy's e-mail is safe, and she likes it best
    When Kim books a talk with Amy on 13 March 2026 at 14:30, by phone
    And what is due is sent
    Then Amy's newest e-mail brings nothing
    When Amy opens "May our e-mails bring a talk for your calendar?"
    And Amy chooses "Yes"
    And Amy presses "Save"
    Then Amy is told "Saved. Thank you."
    When Kim moves the talk to 16 March 2026 at 10:00
    And what is due is sent
    Then Amy's newest e-mail brings "Our talk" at "20260316T100000Z", moved 1 time, and not a word more
    When Amy opens "Do other people use this phone?"
    And Amy chooses "Yes"
    And Amy presses "Save"
    And Kim moves the talk to 17 March 2026 at 10:00
    And what is due is sent
    Then Amy's newest e-mail brings nothing

  Scenario: A channel that carries no files sends the words alone
    Given Amy's e-mail is safe, and she likes it best
    And Amy wants talks in the calendar
    And e-mails carry no files
    When Kim books a talk with Amy on 13 March 2026 at 14:30, by phone
    And what is due is sent
    Then Amy's e-mail has gone with no file: "Our talk is on Friday, 13 March 2026, 2:30pm."

  Scenario: Summer time counts: half past two is half past two by the clock in the UK
    Given Amy's e-mail is safe, and she likes it best
    And Amy wants talks in the calendar
    When Kim books a talk with Amy on 30 March 2026 at 14:30, by phone
    And what is due is sent
    Then Amy's newest e-mail brings "Our talk" at "20260330T133000Z", moved 0 times, and not a word more
    And Kim is told "Monday, 30 March 2026, 2:30pm"

  Scenario: What cannot be is not booked, and nothing typed is lost
    When Kim books a talk with Amy on 9 March 2026 at 14:30, by phone
    Then Kim is told "That time has passed. Choose one that is still to come."
    And Kim's "14:30" is still typed
    When Kim books a talk with Amy on 13 March 2062 at 14:30, by phone
    Then Kim is told "That is more than a year away."
    When Kim books a talk with Amy on 31 February 2026 at half past two, by phone
    Then Kim is told "That day is not in the calendar."
    And Kim is told "Type the time of the talk, for example 14:30 or 2:30pm."
    And Kim's "half past two" is still typed
    When what is due is sent
    Then 0 texts are about a talk

  Scenario: The same form sent twice books one talk
    When Kim books a talk with Amy on 13 March 2026 at 14:30, by phone
    And Kim sends the same form once more
    And what is due is sent
    Then 1 text is about a talk
    And 1 talk is booked
    When Kim sends the same form once more, for 10:15
    Then Kim is told "This form has booked a talk before: it stands above."
    And Kim's "10:15" is still typed
    And 1 talk is booked
    When Kim presses "Book this talk"
    Then 2 talks are booked

  Scenario: Two colleagues move one talk: the second is told, and loses nothing
    Given Kim books a talk with Amy on 13 March 2026 at 14:30, by phone
    When a colleague moves the talk while Kim has the page open
    And Kim sends 17 March 2026 at 11:00 from that page
    Then Kim is told "A colleague moved this talk a moment ago."
    And Kim's "11:00" is still typed
    When Kim presses "Move this talk"
    Then Kim is told "Tuesday, 17 March 2026, 11:00am"

  Scenario: After the talk Kim notes that it took place
    Given Kim books a talk with Amy on 10 March 2026 at 11:00, by phone
    When 2 hours pass
    And Kim signs in again and looks at Amy's page
    Then Kim is told "Its time is over"
    When Kim presses "It took place"
    Then Kim is told "Noted: the talk took place."
    And it is on record that Kim booked and held the talk, and the record is whole

  Scenario: Kim's first page has the talks of today and tomorrow
    Given Kim books a talk with Amy on 11 March 2026 at 14:30, by phone
    When Kim looks at her first page
    Then Kim is told "Your talks today and tomorrow"
    And Kim is told "Wednesday, 11 March 2026, 2:30pm: By phone, 30 minutes"

  Scenario: Somebody who reads Urdu and easy words sees the talk in them
    Given Sana, who reads Urdu, was invited
    And Sana has come in
    When Kim books a talk with Sana on 13 March 2026 at 14:30, by phone
    And what is due is sent
    And Sana looks where she is
    Then Sana is told "ہماری اگلی بات چیت"
    And Sana is told "ہم آپ کو فون کریں گے۔"
    And Sana's page has pictures

  Scenario: What Amy was told of a talk stands in words
    Given Kim books a talk with Amy on 13 March 2026 at 14:30, by phone
    And what is due is sent
    When Kim reads what Amy was told
    Then Kim is told "Our talk is on Friday, 13 March 2026, 2:30pm."

  Scenario: Who stops taking part is neither told nor shown a talk any more
    Given Kim books a talk with Amy on 13 March 2026 at 14:30, by phone
    When Amy stops taking part
    And what is due is sent
    Then 0 texts are about a talk
    When Amy looks where she is
    Then Amy is not told "Our next talk"
