Feature: Sealed copies
  Each copy of a consent leaves with a seal. Whoever gets it back can see whether it is ours, and whether somebody changed it.

  Background:
    Given Amy reads English in plain words, and has signed
    And Amy has kept the file of her copy

  Scenario: A copy as it left
    When somebody sends the file to the page that looks at copies
    Then they are told only "This copy is ours and nobody has changed it"
    And the command says "This copy is ours and nobody has changed it.", and ends with 0
    And the command says who sealed it, when, and that the seal covers the whole file
    And nothing of the file was kept

  Scenario Outline: A copy that somebody changed
    Given <change>
    When somebody sends the file to the page that looks at copies
    Then they are told only "This copy was changed, or is not ours"
    And the command says "This copy was changed, or is not ours.", and ends with 1

    Examples:
      | change                                         |
      | one letter of the file was changed             |
      | the last page was taken out of the file        |
      | the last page was taken out behind the end     |
      | a note was added behind the end                |
      | the file was sealed with another key           |
      | the seal was taken off                         |

  Scenario: The command tells what came after the seal
    Given a note was added behind the end
    Then the command says "bytes came after it", and ends with 1

  Scenario Outline: A file that cannot be a copy
    Given the file is <kind>
    When somebody sends the file to the page that looks at copies
    Then they are asked "<words>"
    And the command ends with <code>

    Examples:
      | kind              | words                       | code |
      | a text            | We cannot read this file.   | 2    |
      | a picture         | We cannot read this file.   | 2    |
      | empty             | Choose a file first.        | 2    |

  Scenario Outline: A broken or locked document is no copy of ours
    Given the file is <kind>
    When somebody sends the file to the page that looks at copies
    Then they are told only "This copy was changed, or is not ours"
    And the command ends with 1

    Examples:
      | kind                 |
      | a broken document    |
      | an encrypted document |

  Scenario: A file that is far too large
    Given the file is far too large
    When somebody sends the file to the page that looks at copies
    Then the page answers 413, and says what to do

  Scenario: No file was chosen
    When somebody presses the button of the page that looks at copies
    Then they are asked "Choose a file first."

  Scenario: A copy from before the key was changed
    Given the key was changed, and the old certificate was put aside
    When somebody sends the file to the page that looks at copies
    Then they are told only "This copy is ours and nobody has changed it"

  Scenario: A copy whose key is forgotten
    Given the key was changed, and the old certificate was thrown away
    When somebody sends the file to the page that looks at copies
    Then they are told only "This copy was changed, or is not ours"

  Scenario: A deployment without a key
    Given the deployment has no key to seal with
    Then Amy's copy leaves without a seal, with the same words
    When somebody sends the file to the page that looks at copies
    Then they are asked "We cannot look at files on this page just now."
    And the command ends with 2

  Scenario: A key that cannot be used keeps nobody from their copy
    Given the passphrase of the key is wrong
    Then Amy's copy leaves without a seal, with the same words
