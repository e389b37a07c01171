Feature: Easy read is a format, and not only easier words
  A screen says five things at most, each with a picture before its words, in letters that are large enough.

  Scenario: No page says more than five things at once, whatever Bea does
    Given Bea, who reads easy words, has gone the whole way and looked at every page
    Then no page of hers says more than five things at once
    And every statement of hers has a picture

  Scenario Outline: The picture comes before the words
    Given <name>, who reads easy words in <language>, has looked at a page of each kind
    Then on a phone each picture stands above its words
    And on a wide screen each picture stands at the <side> of its words
    And all words are 19 pixels high or more

    Examples:
      | name | language | side  |
      | Bea  | English  | left  |
      | Noor | Urdu     | right |

  Scenario: Everybody can see who made the pictures, and under which licence
    When somebody looks at the help page and follows "Who made the pictures"
    Then they are told "Resolve to Save Lives"
    And they are told "Johanna Wellnitz"
    And they are told "Licence: CC-BY-SA-4.0"
