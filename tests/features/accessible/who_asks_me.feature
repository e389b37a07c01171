Feature: Who asks me is my choice
  The family may say who should ask, in which words, and when. The team sees it where it works; what is written by hand is locked away.

  Background:
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    And Amy has come in

  Scenario: Amy says who should ask, and the team sees it on her page
    When Amy looks at how we reach her
    And Amy follows "Who asks you"
    Then nothing is chosen on Amy's page
    When Amy chooses "A woman"
    And Amy chooses "Someone who speaks my language"
    And Amy chooses "Someone from my community"
    And Amy chooses "In the evening"
    And Amy writes "Please not my cousin Nadia"
    And Amy presses "Save"
    Then Amy is told "Saved. Thank you."
    And Amy's "A woman" is chosen
    When Kim looks at Amy's page
    Then Kim is told "a woman."
    And Kim is told "Somebody who speaks their language."
    And Kim is told "Somebody from their community."
    And Kim is told "evening"
    And Kim is told "Please not my cousin Nadia"

  Scenario: Nothing has to be said, and nothing is shown then
    When Amy opens who asks
    And Amy presses "Save"
    Then Amy is told "Saved. Thank you."
    When Kim looks at Amy's page
    Then Kim is not told "Who should ask them"

  Scenario: What was chosen can be changed
    Given Amy wants "A woman" to ask
    When Amy opens who asks
    And Amy chooses "I do not mind"
    And Amy presses "Save"
    And Kim looks at Amy's page
    Then Kim is told "anybody."
    And Kim is not told "a woman."

  Scenario: Her own words are in no row of the research records, and in clear nowhere
    When Amy opens who asks
    And Amy writes "Please not my cousin Nadia"
    And Amy presses "Save"
    Then "Nadia" is kept in clear nowhere
    And the record is whole and does not name "Nadia"

  Scenario: Her words are not shown to whoever holds her phone, and stay until she writes others
    Given Amy has written "Please not my cousin Nadia" about who asks
    When Amy opens who asks
    Then Amy's page does not hold "Nadia"
    When Amy chooses "A woman"
    And Amy presses "Save"
    And Kim looks at Amy's page
    Then Kim is told "a woman."
    And Kim is told "Please not my cousin Nadia"

  Scenario: Who may not contact the family does not read her words
    Given Amy has written "Please not my cousin Nadia" about who asks
    Then Tess sees that something was chosen for Amy, and not "Nadia"

  Scenario: Words that are too long come back as they were typed
    When Amy opens who asks
    And Amy chooses "A man"
    And Amy writes 501 letters
    And Amy presses "Save"
    Then the answer is 422, and the 501 letters and "A man" are still there
    And nothing is kept of who asks Amy
