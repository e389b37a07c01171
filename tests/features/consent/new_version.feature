@consent
Feature: A new version of a consent
  What families are told changes. One person stages the new version, another reviews it, and then it is released.
  Who agreed before is asked again when the change matters, and only then. Old copies keep the old words.

  Background:
    Given a newer version of taking part is installed
    And Amy has come in and agreed
    And Daniel has come in, and has not agreed yet

  Scenario: A version that is installed, staged or reviewed is shown to nobody
    When Daniel reads the first page
    Then Daniel does not read the new words
    When Tess stages the newer version
    Then Tess is told "The version is staged. Now somebody else reviews it."
    When Daniel reads the first page
    Then Daniel does not read the new words
    When Kim reviews the newer version
    Then Kim is told "The version is reviewed. Now it can be released."
    When Daniel reads the first page
    Then Daniel does not read the new words

  Scenario: Nobody reviews what they staged
    When Tess stages the newer version
    Then Tess is told "You staged this version. Somebody else reviews it"
    And a review by Tess is refused with "You staged this version. Somebody else reviews it"

  Scenario: A version that says nothing about what is different is not staged
    When Tess stages the newer version without saying what is different
    Then Tess is told "Say what is different from the version before"

  Scenario: The release says whether the change is material, and nothing is chosen beforehand
    Given the newer version was staged and reviewed
    When Tess releases the newer version without choosing
    Then Tess is told "Choose whether those who signed before must agree again"
    When Daniel reads the first page
    Then Daniel does not read the new words

  Scenario: A change that is not material asks nobody again
    Given Amy has begun the questions
    And the newer version was staged and reviewed
    When Tess releases the newer version as not material
    And Daniel reads the first page
    Then Daniel reads the new words
    When Amy goes on with the questions
    Then Amy can answer
    And nobody is told that there is something new
    And 1 person who takes part has signed version "1.0.0" and 0 version "2.0.0"

  Scenario: A material change gates exactly those who had agreed, and tells them once
    Given the newer version was staged and reviewed
    When Tess releases the newer version as material
    And what is due is sent
    Then Amy is told by text that there is something new, once
    And Daniel is not told by text that there is something new
    When a month passes and reminders go out
    Then Amy is told by text that there is something new, once
    When Amy comes in again
    And Amy looks where she is
    Then Amy is told what has changed
    And the lists of staff, the reminders and the researcher's file say the same
    And Amy cannot go to the questions
    When Amy agrees once more
    And Amy looks where she is
    Then Amy is not told "We have changed what we tell you"
    And Amy can go to the questions

  Scenario: What was written in a page that was open is not stored, and not lost without a word
    Given Amy has begun the questions
    And Amy answers until "Which languages do you use at home?"
    And Amy answers "Another language"
    And the newer version was staged and reviewed
    When Tess releases the newer version as material
    And Amy sends her page
    Then Amy is told "What you just wrote is not kept yet"
    And what she wrote is on the page, and nowhere else
    When Amy agrees once more
    And Amy goes on with the questions
    Then Amy is where she was

  Scenario: Old copies keep the old words, and the months go on from the first day
    Given the newer version was staged and reviewed
    And 10 days pass
    When Tess releases the newer version as material
    And Amy comes in again
    Then her copy is word for word what she signed
    When Amy agrees once more
    Then both of her copies are kept, each in its own words
    And the study's months are counted from the first day
    And staff read in what she was told the words of each version

  Scenario: Who agreed again before the message leaves is not told
    Given the newer version was staged and reviewed
    When Tess releases the newer version as material
    And Amy agrees once more
    And what is due is sent
    Then nobody is told that there is something new

  Scenario: Who left is not told
    Given the newer version was staged and reviewed
    When Amy stops taking part
    And Tess releases the newer version as material
    And what is due is sent
    Then nobody is told that there is something new

  Scenario: A language that is not whole in the new version is not offered, and the co-ordinator reads why
    Given the newer version was staged and reviewed
    When Tess releases the newer version as not material
    Then the co-ordinator is not offered Urdu for a new family, and reads how many texts are missing
    And the co-ordinator reads the same on the page of a family that reads Urdu
    And Sana, who reads Urdu, is told that the words are not ready, and cannot sign

  Scenario: Texts that changed since the review are reviewed again
    Given the newer version was staged and reviewed
    And its texts are other than they were
    When Tess releases the newer version as material
    Then Tess is told "The texts are not what they were when the last step was taken"
    And the newer version was not released

  Scenario: A version that is refused can be staged again
    Given the newer version was staged and reviewed
    When Kim refuses the newer version
    Then Kim is told "The version is refused."
    When Tess stages the newer version
    Then Tess is told "The version is staged. Now somebody else reviews it."

  Scenario: A choice that is free waits until it is chosen again, and taking part goes on
    Given Amy has also chosen something that is free
    And a newer version of it was released as material
    When Amy looks where she is
    Then Amy is told "Not chosen yet"
    And what she chose freely does not count
    And Amy can go to the questions
    When Amy chooses it once more
    Then what she chose freely counts
