Feature: Leave quickly
  Whoever comes into the room sees nothing, and neither does who sits down at the device afterwards.

  Background:
    Given Amy is at the third question, in a browser that keeps pages for Back

  Scenario Outline: The page hides at once, whatever the network does
    Given nothing comes back from the network
    When Amy leaves <how>
    Then there was nothing to see in the same moment, and no title of ours

    Examples:
      | how                                       |
      | with the button                           |
      | with the first Tab of the page and Enter  |
      | by pressing Shift three times             |

  Scenario: Without a connection the page stays hidden
    Given there is no connection
    When Amy leaves with the button
    Then nothing of the questions is to be seen
    When Amy goes back
    Then nothing of the questions is to be seen

  Scenario: Shift pressed while typing leads nowhere
    When Amy types "ABC" with Shift
    Then Amy is still at the third question

  Scenario: Neither Back nor reload nor a new tab shows anything
    When Amy leaves with the button
    Then an empty page of ours is there
    And three times Back, and a reload each time, shows nothing
    And no address of the history shows anything in a new tab
    And no title and no address of the history gives anything away
    And the browser keeps nothing of ours

  Scenario: Leaving without scripts
    Given Amy's browser runs no scripts
    When Amy leaves with the button
    Then an empty page of ours is there
    And three times Back, and a reload each time, shows nothing

  Scenario: Leaving ends on an ordinary page
    Given leaving ends on the weather
    When Amy leaves with the button
    Then the weather is there, and was not told from where
    And three times Back, and a reload each time, shows nothing

  Scenario: Leaving ends on an ordinary page without scripts, too
    Given leaving ends on the weather
    And Amy's browser runs no scripts
    When Amy leaves with the button
    Then the weather is there, and was not told from where
    And three times Back, and a reload each time, shows nothing

  Scenario: Answers are kept, and a code is asked
    When Amy leaves with the button
    And Amy opens her link again and types the code
    And Amy goes on with the questions
    Then Amy is at the third question
    And the first answer is as it was

  Scenario: A page that was left in another way does come back, so this could fail
    When Amy follows a link to somewhere else
    And Amy goes back
    Then Amy is at the third question
    And the page is the very same as before

  Scenario Outline: Each part is needed: without <part> Back does show the question
    Given Amy's browser runs no scripts
    And the server leaves out <part>
    When Amy leaves with the button
    And Amy goes back
    Then Amy is at the third question

    Examples:
      | part                   |
      | that nothing is stored |
      | taking the cookie away |

  Scenario: How to leave is told once, before the first use
    Given Bea was sent a link
    When Bea comes in
    Then Bea is told how to leave, and that the browser's list of pages stays
    When Bea goes on
    Then Bea is asked how pages should look
    When Bea comes in again
    Then Bea is not told how to leave
    When Bea looks for help
    Then Bea can be told how to leave once more
