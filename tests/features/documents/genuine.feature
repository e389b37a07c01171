Feature: Ask whether a copy is genuine
  Whoever has a copy in their hands can point a phone at it. They are told whether it is genuine, and nothing else.

  Scenario: The square code of a copy leads to a page that says it is genuine
    Given Amy reads English in plain words, and has signed
    When somebody follows the address on Amy's copy
    Then they are told only "This copy is genuine"
    And the square code on the copy holds the same address
    And neither the address nor the page names Amy, her number, the study or the day

  Scenario: In Urdu
    Given Amy reads Urdu in easy words, and has signed
    When somebody who reads Urdu follows the address on Amy's copy
    Then they are told only "یہ کاپی اصلی ہے"

  Scenario Outline: A code that is on no copy of ours
    Given Amy reads English in plain words, and has signed
    When somebody opens the page of the code "<code>"
    Then they are told only "This is not a copy of ours"

    Examples:
      | code                |
      | 0000.0000.0000.0000 |
      | ZZZZ-ZZZZ-ZZZZ-ZZZZ |
      | Amy                 |
      | %25                 |

  Scenario: A code that was typed with other letters and spaces is the same code
    Given Amy reads English in plain words, and has signed
    When somebody types the code of Amy's copy in small letters and without full stops
    Then they are told only "This copy is genuine"

  Scenario: A copy stays genuine when its reader stops taking part, and when keys change
    Given Amy reads English in plain words, and has signed
    And Amy has stopped taking part
    And every key of the deployment has changed
    When somebody follows the address on Amy's copy
    Then they are told only "This copy is genuine"

  Scenario: A record that is not there, or is not as it was written, makes no copy genuine
    Given Amy reads English in plain words, and has signed
    And the record of Amy's consent was changed in the database
    When somebody follows the address on Amy's copy
    Then they are told only "This is not a copy of ours"

  Scenario: A later change of mind has no copy of its own
    Given Amy reads English in plain words, and has signed
    And Amy has stopped taking part
    When somebody opens the pages of the codes of Amy's later changes
    Then they are told only "This is not a copy of ours"
