Feature: A copy of what somebody agreed to
  The copy holds everything that was agreed, in the words that were read, in each language and form, and anybody can read it:
  with eyes, with ears, and with a machine.

  Scenario Outline: Everything is in it
    Given Amy reads <language> in <words> words, and has signed
    Then Amy's copy in standard print has no fault that two checkers know
    And it holds each statement with Amy's answer and what follows from it, word for word
    And it holds what Amy read before signing, word for word
    And it tells how Amy signed, what signing means, her name, and the time in UTC and in the UK
    And it tells the form, the version and the seal of the words
    And the last thing on it is where to ask whether it is genuine
    And what a machine reads off its pages is what it says
    And in large print the copy says the same, as well

    Examples:
      | language | words |
      | English  | plain |
      | English  | easy  |
      | Urdu     | plain |
      | Urdu     | easy  |

  Scenario: Who was there
    Given Bea was told everything by telephone, with an interpreter, a witness and somebody to support her
    Then Bea's copy names the interpreter, the witness, who supported her and who wrote it down
    And it tells how the words reached her, what she asked and who answered

  Scenario: Nobody is named where everybody can look
    Given Amy reads English in plain words, and has signed
    Then the name of the file and its properties name neither Amy, her number nor the study
