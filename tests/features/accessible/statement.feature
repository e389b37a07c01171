@accessible
Feature: What works on these pages, and what is still open
  Anybody can read how far these pages work for everyone, what is not done yet, and how to get them another way.

  Scenario: The statement is on the way from the help of every page
    Given somebody whom we do not know
    When they follow "More help"
    And they follow "How these pages work for everyone"
    Then the page is "Pages that work for everyone"
    And it says the day on which it was written
    And it says that disabled people have not tried the pages yet
    And it says how to get help another way, and that they can tell us what is wrong

  Scenario: The statement is there in Urdu
    Given somebody whom we do not know, whose device speaks Urdu
    When they open the statement
    Then it is in Urdu and goes from right to left

  Scenario: A statement of more than a year ago is a warning
    When a year and a day have passed since the statement was written
    Then who looks at the settings is warned that it is old
    And a year after it was written nobody is
