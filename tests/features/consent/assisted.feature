Feature: Say it to one of us
  Who would rather talk says yes or no to a member of the team, who reads the words out and writes down what was said.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent

  Scenario: Kim writes down what Amy says, and it counts only after it was looked at
    When Kim opens the page for what Amy says
    Then nothing is answered on it beforehand
    When Kim writes down a yes to everything, by phone and read out
    Then Kim sees "Is this what they said?"
    And Amy has signed nothing yet
    When Kim records it
    Then Kim is told "It is recorded and signed."
    And the record says that it was said by phone to Kim, in plain words that were read out
    And Amy's state is "consented"

  Scenario: Who was there, what was asked, and in whose words
    When Kim opens the page for what Amy says
    And Kim chooses Urdu and easy words, and looks at them
    Then the statements are in Urdu
    When Kim names a witness, an interpreter and a sister, and what Amy asked
    And Kim writes down a yes to everything, by video and through the interpreter
    And Kim records it
    Then the record names nobody, and vouches for each of them and for what was asked
    And Amy's copy names them, on the page and as a document

  Scenario: A colleague is no witness
    When Kim opens the page for what Amy says
    And Kim names her colleague Nina as the witness
    And Kim writes down a yes to everything, by phone and read out
    Then Kim is told "A witness does not belong to the team."
    And everything that Kim typed is still there

  Scenario: What is left open is asked for, and nothing that was typed is lost
    When Kim opens the page for what Amy says
    And Kim presses the button to look at all of it
    Then Kim is told each thing that is missing
    And Amy has signed nothing yet

  Scenario: A no to what taking part needs is kept, and nothing is signed
    When Kim opens the page for what Amy says
    And Kim writes down a no to taking part
    Then Kim is told "Nothing is signed: their no is kept"
    When Kim records it
    Then Kim is told "Their no is kept."
    And Amy has signed nothing yet
    And Amy's state is "declined"

  Scenario: The same form sent twice makes one record
    When Kim opens the page for what Amy says
    And Kim writes down a yes to everything, by phone and read out
    And Kim records it twice
    Then Amy has one record

  Scenario: Who cannot read has to hear the words
    Given Kim has entered Bea, who cannot read
    When Kim opens the page for what Bea says
    Then Kim is told "This person cannot read the words."
    When Kim writes down a yes to everything, by phone and read by herself
    Then Kim is told "Choose how they hear the words."
    When Kim writes down a yes to everything, by phone and read out
    And Kim records it
    Then Bea's record says that she cannot read and that she heard the words from Kim

  Scenario: It is open who decides for the children
    Given Kim notes that it is open who decides for Amy's children
    Then no records of Amy's family may be linked
    When a reminder is due to Amy
    Then Amy's message waits because it is open who decides
    When Amy asks for a code
    Then Amy is sent a code at once
    When Kim notes that it is settled
    And what is due is sent
    Then the message went to Amy
    And records of Amy's family may be linked
