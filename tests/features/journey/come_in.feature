@journey
Feature: Come in
  A link says who somebody is, a code lets them in, and a page that is left alone locks with nothing lost.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent

  Scenario: A link and a code open the page
    When Amy opens the link
    Then Amy sees "Welcome"
    And nothing on the page gives away the study, the family or the child
    When Amy asks for a code
    Then Amy has been sent a code of six figures and no other word
    When Amy types the code
    Then Amy sees "Make this page work for you"

  Scenario: Opening the link three times changes nothing
    When the link is opened 3 times, by nobody knows whom
    Then nothing at all was written down
    And Amy has been sent no code

  Scenario: The link can be used again, by a code of its own each time
    Given Amy has come in
    When Amy goes to another browser
    And Amy opens the link
    And Amy asks for a code
    And Amy types the code
    Then Amy sees "Make this page work for you"

  Scenario: Five wrong codes lock the code, and a new one helps
    When Amy opens the link
    And Amy asks for a code
    And Amy types a wrong code 4 times
    Then Amy is told "That is not the code we sent. You can try 1 more time."
    When Amy types a wrong code 1 times
    Then Amy is told "That was too many tries. Ask for a new code."
    When Amy types the code
    Then Amy is told "That was too many tries. Ask for a new code."
    When Amy presses "Send me a new code"
    And Amy types the code
    Then Amy sees "Make this page work for you"

  Scenario: After twenty wrong codes in a day texted codes are off, and a code that is read out still works
    When Amy opens the link
    And Amy asks for a code
    And Amy types a wrong code 5 times
    And Amy presses "Send me a new code"
    And Amy types a wrong code 5 times
    And Amy presses "Send me a new code"
    And Amy types a wrong code 5 times
    And Amy presses "Send me a new code"
    And Amy types a wrong code 4 times
    Then Amy is told "You can try 1 more time."
    When Amy types a wrong code 1 times
    Then Amy is told "Too many wrong codes were tried. Talk to us: we can read you a code that works."
    When Amy presses "Send me a new code"
    Then Amy has been sent 4 codes
    And Amy is told "Talk to us: we can read you a code that works."
    When Amy opens the link
    And Amy asks for a code
    Then Amy is told "Talk to us: we can read you a code that works."
    And Amy has been sent 4 codes
    When Kim reads a code to Amy
    And Amy types a wrong code 30 times
    And Amy types the code that was read to her
    Then Amy sees "Make this page work for you"
    And it is on record once that codes for Amy were guessed at

  Scenario: A wrong code does not end the one that was read out
    When Kim reads a code to Amy
    And Amy opens the link
    And Amy has a code already
    And Amy types a wrong code 30 times
    Then Amy is told "That is not the code. Look at it once more, letter by letter."
    When Amy types the code that was read to her
    Then Amy sees "Make this page work for you"

  Scenario: A day after the first wrong code, texted codes work again
    When Amy opens the link
    And Amy asks for a code
    And Amy types a wrong code 5 times
    And 61 minutes pass
    And Amy presses "Send me a new code"
    And Amy types a wrong code 5 times
    And Amy presses "Send me a new code"
    And Amy types a wrong code 5 times
    And Amy presses "Send me a new code"
    And Amy types a wrong code 5 times
    And 22 hours pass
    And Amy presses "Send me a new code"
    Then Amy has been sent 4 codes
    When 1 hours pass
    And Amy opens the link
    And Amy asks for a code
    And Amy types the code
    Then Amy sees "Make this page work for you"

  Scenario: A code runs out after ten minutes
    When Amy opens the link
    And Amy asks for a code
    And 11 minutes pass
    And Amy types the code
    Then Amy is told "That code has run out. Ask for a new one."

  Scenario: A code works once
    Given Amy has come in
    When Amy goes to another browser
    And Amy opens the link
    And Amy remembers the code she used
    And Amy asks for a code
    And Amy types the code she remembers
    Then Amy is told "That is not the code we sent."

  Scenario: Nobody can have codes sent without end
    When Amy opens the link
    And Amy asks for a code
    And Amy presses "Send me a new code" 5 times
    Then Amy has been sent 6 codes
    When Amy presses "Send me a new code"
    Then Amy is told "You asked for many codes. Wait a little, then ask again, or talk to us."
    And Amy has been sent 6 codes

  Scenario: A link that is too old says so kindly
    When 61 days pass
    And Amy opens the link
    Then Amy sees "This link has run out"
    And Amy is told "Ask us for a new one. Nothing is lost."

  Scenario: A link that was never given out says nothing
    When somebody tries a link of their own making
    Then they see "We cannot find that page"

  Scenario: After twenty minutes the page locks, and one code leads back to the same question
    Given Amy has come in
    And Amy has agreed to take part
    And Amy has begun the questions
    When Amy answers "14 3 1990"
    Then Amy is asked "What is your gender?"
    When 21 minutes pass
    And Amy looks at the page again
    Then Amy sees "We locked your page to keep it private"
    And nothing on the page gives away the study, the family or the child
    When Amy presses "Send me a new code"
    And Amy types the code
    Then Amy is asked "What is your gender?"
    When Amy goes back
    Then Amy's answer is still "14 3 1990"

  Scenario: What was chosen on a page that locked meanwhile is kept
    Given Amy has come in
    And Amy has agreed to take part
    And Amy has begun the questions
    When Amy answers "14 3 1990"
    And 21 minutes pass
    And Amy answers "Woman"
    Then Amy sees "We locked your page to keep it private"
    When Amy presses "Send me a new code"
    And Amy types the code
    Then Amy's answer is still "Woman"

  Scenario: Leaving fast shows a page that says nothing, and nothing is lost
    Given Amy has come in
    And Amy has agreed to take part
    And Amy has begun the questions
    When Amy answers "14 3 1990"
    And Amy presses "Leave now"
    Then Amy sees "This page is closed"
    And nothing on the page gives away the study, the family or the child
    When Amy looks at the question again
    Then Amy sees "This page is closed"
    When Amy comes in again
    And Amy goes on with the questions
    Then Amy is asked "What is your gender?"
