Feature: Find a family and see who it is
  Names and numbers are found and seen when there is a reason, and every look is on record.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Bea Farquharson, whose phone is 07700 900202, of Bromley

  Scenario Outline: A family is found by a whole word of a name or the whole phone number
    When Kim searches for "<words>"
    Then Kim finds Bea

    Examples:
      | words           |
      | Farquharson     |
      | bea FARQUHARSON |
      | 07700 900202    |
      | +44 7700 900202 |

  Scenario Outline: A part of a word or a number finds nobody
    When Kim searches for "<words>"
    Then Kim finds nobody

    Examples:
      | words   |
      | Farquh  |
      | 900202  |
      | Nobody  |

  Scenario: A study number leads straight to the family
    When Kim searches for the study number of Bea, written small and with a space
    Then Kim is at the page of Bea

  Scenario: A study number that is not there is said
    When Kim searches for "BR9999X"
    Then Kim is told "No family at your sites has this study number."

  Scenario: An empty search asks for words
    When Kim searches for ""
    Then Kim is told "Type a name, a phone number or a study number."

  Scenario: A nurse finds nobody of another site
    When Nina searches for "Farquharson"
    Then Nina finds nobody

  Scenario: A trial manager searches by study number only
    When Tess searches for "Farquharson"
    Then Tess is told "No family at your sites has this study number."
    And the record has no search by Tess

  Scenario: A search is on record without its words
    When Kim searches for "Farquharson"
    Then the record says that Kim searched and found 1
    And the record says that Kim looked at Bea because of "search"
    And neither the address of the page nor the record has "farquharson"

  Scenario: Names are shown with a reason, and leave with the next page
    When Kim opens the page of Bea
    Then Kim is not told "Farquharson"
    When Kim chooses "They called us"
    And Kim presses "Show names and phone"
    Then Kim is told "Bea Farquharson"
    And Kim is told "07700 900202"
    And the record says that Kim looked at Bea because of "they_called"
    When Kim opens the page of Bea
    Then Kim is not told "Farquharson"
    And neither the address of the page nor the record has "farquharson"

  Scenario: Without a reason nothing is shown
    When Kim opens the page of Bea
    And Kim presses "Show names and phone"
    Then Kim is told "Choose why you look."
    And Kim is not told "Farquharson"
    And the record has no look by Kim
