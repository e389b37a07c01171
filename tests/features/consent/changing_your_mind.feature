@consent
Feature: Changing your mind
  A family can stop one thing or everything, at once and without a reason. Nothing else changes for them, and what they
  signed stays on record.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    And Amy has come in
    And Amy has a statement open in another place
    And Amy has agreed to take part
    And Amy has also said yes to "Looking at records" and "Recording our talk"

  # Messages

  Scenario: Messages stop at once, and what waited is cancelled
    When Amy looks where she is
    And Amy taps "Stop, or change your mind"
    And Amy taps "Stop messages"
    Then it took 2 taps
    And Amy is told "We have stopped our messages to you."
    And Amy is told "We keep what you told us."
    And the word that the copy is ready is cancelled
    When what is due is sent
    Then Amy has been sent 1 text
    When a month passes and reminders go out
    Then Amy has been sent 1 text

  Scenario: Who stopped messages still takes part, and can come in whenever they ask to
    Given Amy has stopped messages
    When Amy goes to another browser
    And Amy comes in again
    And Amy looks where she is
    Then Amy is told "You have a few questions to answer."
    And Amy has been sent 1 text

  Scenario: Messages can be turned on again
    Given Amy has stopped messages
    When Amy presses "Send me messages again"
    Then Amy is not told "We have stopped our messages to you."
    And Amy is told "We will write to you again"
    When a month passes and reminders go out
    Then Amy has been sent 2 texts

  # Questions

  Scenario: Questions stop, and Amy stays in the study
    Given Amy has begun the questions
    When Amy looks where she is
    And Amy taps "Stop, or change your mind"
    And Amy taps "Stop questions"
    Then it took 2 taps
    And Amy is told "We have stopped our questions to you."
    And Amy is told "We keep what you told us so far, and we use it."
    When Amy looks where she is
    Then Amy is told "You stopped our questions. You still take part, and you can start them again."
    And the path lists no step of the study
    When Amy tries to go on with the questions
    Then Amy sees "We cannot find that page"
    When Amy tries to open the first question
    Then Amy sees "We cannot find that page"
    When what is due is sent
    Then Amy has been sent 3 texts
    When a month passes and reminders go out
    Then Amy has been sent 3 texts
    And Kim sees that Amy "Takes part, wants no questions"

  Scenario: Questions can start again
    Given Amy has stopped questions
    When Amy presses "Ask me questions again"
    Then Amy is told "We will ask you questions again, when it is time."
    When Amy looks where she is
    Then Amy is told "You have a few questions to answer."
    When a month passes and reminders go out
    Then Amy has been sent 4 texts

  # One statement

  Scenario: A free choice is taken back, and given again with its words on the page
    When Amy looks where she is
    And Amy taps "Stop, or change your mind"
    And Amy taps "Taking part: what it means and your choice"
    And Amy taps "Change to no: You can remind me of the next step, in the safe way that I choose."
    Then it took 3 taps
    And Amy is told "You have changed this to no."
    And the consents say "no" to "reminders", which was signed with "yes"
    When a month passes and reminders go out
    Then Amy has been sent 3 texts
    When Amy comes in again
    And Amy looks where she is
    And Amy taps "Stop, or change your mind"
    And Amy taps "Taking part: what it means and your choice"
    And Amy taps "Change to yes: You can remind me of the next step, in the safe way that I choose."
    Then it took 3 taps
    And Amy is told "You have changed this to yes."
    And the consents say "yes" to "reminders", which was signed with "yes"
    When a month passes and reminders go out
    Then Amy has been sent 4 texts

  Scenario: A yes is to the words that were read, a no is a no to any words
    Given Amy looks at her choices about taking part
    And Amy taps "Change to no: You can remind me of the next step, in the safe way that I choose."
    When Amy presses a yes to other words
    Then Amy is told "The words on this page changed while it was open."
    And the consents say "no" to "reminders", which was signed with "yes"
    When Amy presses a no to other words
    Then the consents say "no" to "quotes", which was signed with "yes"

  Scenario: Amy is told before the tap that a no to what taking part needs ends it
    Given Amy looks at her choices about taking part
    Then Amy is told "Taking part needs a yes here. If you change this to no, you stop taking part."
    When Amy takes back "I have the right in law to make choices for each child"
    Then Amy is told "You have stopped taking part."
    And Amy has stopped taking part
    And nobody's records may be looked at
    When Amy follows "Look at my choices again"
    Then nothing is chosen for "I have the right in law to make choices for each child"

  # One module

  Scenario: A module is taken back whole
    When Amy looks where she is
    And Amy taps "Stop, or change your mind"
    And Amy taps "Looking at records"
    And Amy taps "Take it all back"
    Then it took 3 taps
    And Amy is told "You have taken all of this back."
    And Amy is told "We ask for no more of it. What came before stays."
    And nobody's records may be looked at
    And Amy takes part again

  Scenario: A no to what a module needs ends that module and nothing else
    When Amy looks where she is
    And Amy taps "Stop, or change your mind"
    And Amy taps "Recording our talk"
    Then Amy is told "If you change this to no, all of it ends."
    When Amy taps "Change to no: You can record our talk."
    Then it took 3 taps
    And Amy takes part again
    When Amy looks where she is
    Then "Recording our talk" is offered to Amy once more

  # Records

  Scenario: Records stop at once, and each kind can be given again on its own
    Given the records of Amy and Leo for "education, health" may be looked at
    When Amy looks where she is
    And Amy taps "Stop, or change your mind"
    And Amy taps "Stop looking at records"
    Then it took 2 taps
    And Amy is told "We do not ask for records about you or your children."
    And Amy is told "What came before stays with us"
    And nobody's records may be looked at
    When Amy taps "Looking at records"
    And Amy taps "Change to yes: You can look at what schools wrote."
    Then the records of Amy and Leo for "education" may be looked at

  # What was told already

  Scenario: What was told is not used from now on, and is locked away
    Given Amy has answered and sent everything
    When Amy looks where she is
    And Amy taps "Stop, or change your mind"
    And Amy taps "Do not use what I told you"
    Then it took 2 taps
    And Amy is told "We do not use what you told us up to"
    And Amy is told "We keep the page that you signed"
    And no answer and no score of Amy leaves, and the file of what is left out counts it
    When Amy presses "You can use it again"
    Then Amy is told "We can use what you told us again."
    And Amy's answers and scores leave again

  Scenario: What is told after that is used
    Given Amy has answered and sent everything
    And Amy has taken back what she told us
    And 3 months pass, and reminders go out in each
    When Amy comes in again
    And Amy has answered and sent everything
    Then Amy's answers and scores of "month_3" leave, and none of "baseline"
    When Amy looks where she is
    And Amy follows "Stop, or change your mind"
    Then Amy is told "You have told us more since then."

  # Everything

  Scenario: Two taps end it, without a reason
    When Amy looks where she is
    And Amy taps "Stop, or change your mind"
    Then Amy is told "You do not have to say why."
    And nothing has to be filled in
    When Amy taps "Stop taking part"
    Then it took 2 taps
    And Amy is told "You have stopped taking part. We will not ask you questions, and we will not write to you."
    And Amy is told "We keep what you told us so far."
    And Amy has stopped taking part
    And nobody's records may be looked at
    When Amy looks where she is
    Then Amy is told "We will not ask you questions."
    And the path lists no step of the study
    When what is due is sent
    And a month passes and reminders go out
    Then Amy has been sent 1 text

  Scenario: Who left keeps what they told us in the study, and can still take it out
    Given Amy has answered and sent everything
    And Amy has stopped taking part by her own choice
    Then Amy's answers and scores leave again
    When Amy presses "Do not use what I told you"
    Then no answer and no score of Amy leaves, and the file of what is left out counts it

  Scenario: No question opens after stopping, and what was signed can still be read
    Given Amy has begun the questions
    And Amy has stopped taking part by her own choice
    When Amy tries to go on with the questions
    Then Amy sees "We cannot find that page"
    When Amy tries to open the first question
    Then Amy sees "We cannot find that page"
    When Amy tries to open her copy
    Then Amy is told "Amy Example"

  Scenario: A yes on an old page brings nobody back
    Given Amy has stopped taking part by her own choice
    When Amy says yes in the other place
    Then Amy has stopped taking part
    When a month passes and reminders go out
    Then Amy has been sent 1 text

  Scenario: Signing again brings one back, both copies are kept, and the free choices are made anew
    Given Amy has stopped taking part by her own choice
    When Amy follows "Look at my choices again"
    And Amy signs again as "Amy Example-Again"
    Then Amy sees "Where you are"
    And Amy is told "You have a few questions to answer."
    And Amy takes part again
    And two signatures are on record, each with its own copy
    And nobody's records may be looked at
    When what is due is sent
    Then Amy has been sent 2 texts

  # As easy to take back as to give

  Scenario: Taking back needs no more taps than giving
    Then each yes took at least as many taps as taking it back does

  Scenario: Pressing twice is pressing once
    When Amy presses every stop on two pages
    Then each stop stands in the ledger once, and the ledger is whole

  # Said to a colleague

  Scenario: A colleague notes what Amy said on the telephone
    When Kim notes that Amy said by "Phone call" that she wants to stop "Our questions. We keep what they told us, and use it"
    Then Kim is told "It is stopped, from now on."
    And Kim is told "No questions from us"
    When Amy looks where she is
    Then Amy is told "You stopped our questions."
    When Kim notes that Amy said by "Visit" that she wants to stop "Their yes to: You can look at what doctors wrote."
    Then the records of Amy and Leo for "education" may be looked at
    When Kim notes that Amy said by "Letter" that she wants to stop "All of: Looking at records"
    Then nobody's records may be looked at
    When Kim reads what Amy was told
    Then Kim is told "They asked for no more questions."
    And Kim is told "You can look at what doctors wrote."
    And Kim is told "Said by Kim"
    And Kim is told "They took back all their choices of one kind."
    When Kim notes nothing as a stop of Amy
    Then Kim is told "Choose what they want to stop"
    And Kim is told "Choose how they said it"
