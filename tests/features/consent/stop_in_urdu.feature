@consent
Feature: Stop in Urdu and easy words
  What can be stopped, and what becomes of what was told, is said in the language that a family reads.

  Scenario: Questions stop and begin again
    Given Sana, who reads Urdu, was invited
    And Sana has come in
    And Sana has agreed to take part
    When Sana opens what can be stopped
    And Sana presses "سوال بند کریں"
    Then Sana is told "اب ہم آپ سے سوال نہیں پوچھتے۔"
    And Sana's page has pictures
    And Sana is told "ہم آپ کے جواب رکھتے اور استعمال کرتے ہیں۔"
    When Sana presses "مجھ سے پھر سوال پوچھیں"
    Then Sana is not told "اب ہم آپ سے سوال نہیں پوچھتے۔"

  Scenario: One statement is taken back
    Given Sana, who reads Urdu, was invited
    And Sana has come in
    And Sana has agreed to take part
    When Sana opens what she said yes to
    And Sana takes back the last yes
    Then Sana is told "اب آپ کا جواب ”نہیں“ ہے۔"
