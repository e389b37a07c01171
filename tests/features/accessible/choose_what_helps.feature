@accessible
Feature: Choose what helps
  What a person needs is said once, and pages, texts, letters and documents do as was said. Nobody has to say anything.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent

  Scenario: Spacing, letters and calm pages stay on every page and every device
    Given Amy has come in
    When Amy chooses "More room"
    And Amy chooses "Wide letters (Lexend)"
    And Amy chooses "Yes, make the page calm"
    And Amy presses "Save my choices"
    Then Amy's pages are spaced, calm and in Lexend
    And Amy's page fetches her letters and no others
    When Amy goes to another browser
    And Amy comes in again
    Then Amy's pages are spaced, calm and in Lexend

  Scenario: Nobody fetches letters that they did not choose
    Given Amy has come in
    When Amy presses "Save my choices"
    Then Amy's page fetches no letters

  Scenario: Every page is to be read out
    Given Amy has come in
    When Amy chooses "Yes, read every page to me"
    And Amy presses "Save my choices"
    Then Amy's page says that it is to be read out
    And the texts on Amy's page have sounds

  Scenario: Pages, texts, letters and documents do as was said
    Given Amy has come in
    And Amy has agreed to take part
    When Amy goes to the choices
    And Amy chooses "اردو"
    And Amy chooses "Easy words with pictures"
    And Amy chooses "Biggest"
    And Amy presses "Save my choices"
    Then Amy's page is in easy Urdu with the biggest words
    And a letter to Amy is in easy Urdu and in large print
    And Amy's copy of what she agreed to is in large print
    When a month passes and reminders go out
    Then Amy's newest text is in Urdu

  Scenario: Paper is as was said for paper, whatever size the words of pages have
    Given Amy has come in
    And Amy has agreed to take part
    When Amy goes to what else helps
    And Amy follows "Start"
    And Amy chooses "Yes, in big print"
    And Amy presses "Save"
    Then Amy sees "Do you want letters in Braille?"
    And a letter to Amy is in English and in large print
    And Amy's copy of what she agreed to is in large print
    And Amy's page has words of the usual size

  Scenario: What else helps is asked one thing a page, and the team sees it
    Given Amy has come in
    When Amy goes to what else helps
    And Amy follows "Start"
    And Amy follows "Leave this out"
    And Amy follows "Leave this out"
    And Amy chooses "Yes, for a language that I speak"
    And Amy writes "Sylheti, and a woman please"
    And Amy presses "Save"
    And Amy presses "Save"
    And Amy follows "Leave this out"
    And Amy follows "Leave this out"
    Then Amy sees "What else helps you?"
    And Amy's words about it are in the vault alone
    And Kim's list says "Interpreter, spoken language" of Amy
    And Kim reads "Sylheti, and a woman please" in what Amy needs

  Scenario: A wish that is taken back takes its words with it
    Given Amy has come in
    And Amy has asked for an interpreter and written "Sylheti"
    When Amy chooses "No"
    And Amy presses "Save"
    Then nothing is left of what Amy wrote

  Scenario: Words that are too long come back to be made shorter
    Given Amy has come in
    When Amy opens the page about an interpreter
    And Amy writes far too much
    And Amy presses "Save"
    Then Amy is told that it is too long, and everything she wrote is still there

  Scenario: Kim writes down on the telephone what Amy needs
    When Kim opens what Amy needs
    And Kim chooses "Large print on paper"
    And Kim chooses "Needs help with transport"
    And Kim presses "Keep this"
    Then Kim's page of Amy says "Large print on paper, Needs help with transport"
    And a letter to Amy is in English and in large print
    And the record says that Kim kept what Amy needs
    Given Amy has come in
    Then Amy sees "Make this page work for you"

  Scenario: Kim ticks what Amy's sister needs when she enters her
    When Kim enters Bea, who needs an interpreter for British Sign Language
    Then Kim's page of Bea says "Interpreter, British Sign Language"

  Scenario: After a year the choices are asked about, kindly and once
    Given Amy has come in
    And Amy presses "Save my choices"
    When 360 days pass
    And Amy comes in with a code that is read out
    Then Amy is not asked whether her choices still fit
    When 6 days pass
    And Amy comes in with a code that is read out
    Then Amy is asked whether her choices still fit
    Given Kim is the co-ordinator
    Then Kim's page of Amy says "It is time to ask whether these still fit"
    When Amy presses "Yes, they still fit"
    Then Amy is not asked whether her choices still fit

  Scenario: The language that is chosen before anybody is known stays
    When Amy opens the link
    And Amy follows "اردو"
    And Amy asks for a code from there
    Then the page that asks Amy for the code is in Urdu
    When Amy types the code
    Then Amy's page is in Urdu
    When Amy goes to another browser
    And Amy opens the link
    Then Amy's page is in Urdu

  Scenario: Looking at a page in another language keeps nothing
    When Amy opens the link
    And Amy follows "اردو"
    And Amy goes to another browser
    And Amy opens the link
    Then Amy's page is in English
