@consent
Feature: Tell us what is wrong, or ask what we keep
  Anybody can tell us, with a link or without one. Within 30 days they hear that we have it, and nobody can forget that.

  Background:
    Given Kim is the co-ordinator
    And Tess is the trial manager

  Scenario: Amy tells us, and learns by which day she hears of us
    Given Amy has come in and agreed
    When Amy goes from the help page to where she can tell us
    And Amy chooses "Something was not right"
    And Amy writes "You rang me at work."
    And Amy chooses "In the safe way that you told us"
    And Amy sends it
    Then Amy is told "Thank you. We have it."
    And Amy is told "By 9 April 2026 at the latest we tell you that we have it."
    And Amy is told "0303 123 1113"
    And Amy is told "Ask us who it is"
    And no word of it is in the research data
    When Amy looks at what she told us
    Then Amy sees the reference, and "You told us on 10 March 2026."
    And Amy does not see "You rang me at work."

  Scenario: The way there is on the page where one can stop
    Given Amy has come in and agreed
    When Amy opens the page where she can stop
    Then a link leads Amy to where she can tell us

  Scenario: Nothing is left out by mistake, and nothing that was typed is lost
    Given Amy has come in and agreed
    When Amy goes from the help page to where she can tell us
    And Amy writes "You rang me at work."
    And Amy sends it
    Then Amy is told "Choose what it is about."
    And Amy is told "Choose how we may answer you."
    And the words "You rang me at work." still stand in the form of Amy

  Scenario: A second press keeps no second one, and other words in the same form are not lost
    Given Amy has come in and agreed
    And Amy told us "You rang me at work."
    When Amy sends the same form once more
    Then Amy is told "Thank you. We have it."
    And 1 thing was told
    When Amy sends the same form once more with "And you were late."
    Then Amy is told "Is this something more?"
    And the words "And you were late." still stand in the form of Amy
    When Amy sends it
    Then 2 things were told

  Scenario: Somebody without a link tells us, and says how they can be reached
    When somebody without a link tells us "Your nurse shouted." and can be reached at "01632 960001"
    Then somebody is told "By 9 April 2026 at the latest we tell you that we have it."
    When Tess looks at what people told us
    Then Tess is told "Site not known"
    When Tess opens it and reads the words
    Then Tess is told "Your nurse shouted."
    And Tess is told "01632 960001"

  Scenario: Who leaves no way to be reached is told honestly
    When somebody without a link tells us "Your nurse shouted." and can be reached at ""
    Then somebody is told "We do not know how to reach you."

  Scenario: Too much from nowhere does not bury what people tell us
    Given 60 people without a link told us something
    When somebody without a link tells us "Your nurse shouted." and can be reached at ""
    Then somebody is told "Your words are still here."
    And 60 things were told

  Scenario: A page that locked while Amy wrote loses nothing
    Given Amy has come in and agreed
    When Amy goes from the help page to where she can tell us
    And Amy chooses "Something was not right"
    And Amy writes "You rang me at work."
    And Amy chooses "In the safe way that you told us"
    And 25 minutes pass
    And Amy sends it
    Then Amy is told "Thank you. We have it."
    And what was told is Amy's

  Scenario: Kim reads it, and that is put on record
    Given Amy has come in and agreed
    And Amy told us "You rang me at work."
    When Kim looks at what people told us
    Then Kim is told "30 days left"
    When Kim opens it
    Then Kim does not see "You rang me at work."
    When Kim presses "Read it"
    Then Kim is told "Choose why you read it."
    When Kim opens it and reads the words
    Then Kim is told "You rang me at work."
    And the record says that Kim read it
    When Kim opens it
    Then Kim does not see "You rang me at work."

  Scenario: Kim lets Amy know with a message that names nothing, and answers
    Given Amy has come in and agreed
    And Amy told us "You rang me at work."
    When Kim opens it
    And Kim notes that Amy was told: "Send our message now"
    Then Kim is told "Noted: they know that we have it."
    When what is due is sent
    Then Amy's newest text is "Thank you for getting in touch. We have what you sent us, and we will answer you."
    When Kim notes what came of it: "Put right, or done as asked"
    Then Kim is told "Noted: it is answered."
    When Amy looks at what she told us
    Then Amy is told "This was answered on 10 March 2026."

  Scenario: No message goes to somebody who has stopped them
    Given Amy has come in and agreed
    And Amy told us "You rang me at work."
    And Amy has stopped our messages
    When Kim opens it
    Then Kim does not see "Send our message now"
    When Kim notes that Amy was told: "Not at all: they left no way"
    Then Kim is told "They can be reached"
    When Kim notes that Amy was told: "By telephone"
    Then Kim is told "Noted: they know that we have it."

  Scenario: What is about the team is not for the team
    Given Amy has come in and agreed
    And Amy told us about somebody of the team "Kim was late."
    When Kim looks at what people told us
    Then Kim is told "Nobody waits to hear"
    And Kim cannot open it
    When Tess opens it and reads the words
    Then Tess is told "Kim was late."

  Scenario: From day 25 whoever answers is told, though nobody opens a page
    Given Amy has come in and agreed
    And Amy told us "You rang me at work."
    And Kim has given it to Kim
    When 24 days pass, and the reminders run
    Then nobody was sent an urgent e-mail
    When 1 day passes, and the reminders run
    Then Kim was sent 1 urgent e-mail
    And Tess was sent 0 urgent e-mails
    When the reminders run once more
    Then Kim was sent 1 urgent e-mail
    When Kim looks at the first page
    Then Kim is told "Only 5 days left: tell them now"
    When 5 days pass, and the reminders run
    Then Kim was sent 2 urgent e-mails
    And Tess was sent 1 urgent e-mail
    When Tess looks at what people told us
    Then Tess is told "Today is the last day: tell them now"

  Scenario: Past day 30 the command fails, and says which
    Given Amy has come in and agreed
    And Amy told us "You rang me at work."
    When 30 days pass
    Then the command "requests" ends well and lists it
    When 1 day passes
    Then the command "requests" fails and lists it as "over"
    When Tess opens it
    Then Tess is told "Late by one day: tell them at once"
    When Kim notes that Amy was told: "By telephone"
    Then Kim is told "That was after the last day."
    And the command "requests" ends well and lists it

  Scenario: Kim enters what came by telephone some days ago
    Given Amy has come in and agreed
    When Kim enters for Amy what came by telephone on 1 March 2026: "Please delete it all."
    Then Kim is told "Kept. The reference is"
    And Kim is told "21 days left"
    When Amy looks at what she told us
    Then Amy is told "You told us on 1 March 2026."

  Scenario: Somebody whose family was erased can still be heard
    Given Amy has come in and agreed
    And what was kept of Amy's family was erased
    When Kim enters for Amy what came by telephone on 1 March 2026: "You did not delete it."
    Then Kim is told "Leave it empty."
    When Kim leaves the number empty
    Then Kim is told "Kept. The reference is"

  Scenario: A family of another site is not there
    Given Nina answers what people of glasgow told us
    And Amy has come in and agreed
    And Amy told us "You rang me at work."
    When Nina looks at what people told us
    Then Nina is told "Nobody waits to hear"
    And Nina cannot open it
