Feature: Plain words
  A family understands what it reads. Whoever writes hears at once which words are too hard, and what to write instead.
  A word that cannot be said in another way is explained right where it stands.

  Background:
    Given a writer has a copy of the words

  Scenario: The words as they come are plain
    When the writer has the words checked
    Then nothing is wrong
    And the figures are within the limits

  Scenario Outline: Words that are hard, unkind or unclear are named, with a repair
    Given the writer changes the words of the first page to "<words>"
    When the writer has the words checked
    Then the first page is named for "<code>"
    And the repair says "<repair>"

    Examples:
      | words                                                                                                                                         | code                 | repair                                |
      | Communication regarding administrative arrangements necessitates considerable deliberation, individually determined by numerous organisations and committees. | PAGE_HARD_TO_READ    | shorter words and shorter sentences   |
      | You forgot your link.                                                                                                                         | TEXT_BLAMES          | Say kindly what to do instead         |
      | You did not use your link.                                                                                                                    | TEXT_BLAMES          | Say kindly what to do instead         |
      | You cannot come in without your link.                                                                                                         | TEXT_DOUBLE_NEGATIVE | Say it the other way round            |
      | Use your link to see your allocation.                                                                                                         | TEXT_JARGON          | Say 'which help you get', or explain  |
      | Your DPO has your link.                                                                                                                       | TEXT_ABBREVIATION    | Write it out, or explain it first     |
      | Click here                                                                                                                                    | TEXT_VAGUE_LABEL     | Say it: 'Send my answers'             |

  Scenario: A hard word may stay where the glossary explains it
    Given the writer changes the words of the first page to "Use your link to see the cohort."
    And the writer explains the word "cohort" as "A cohort is a group of families."
    When the writer has the words checked
    Then the first page is not named

  Scenario: A letter explains nothing, so that its words are plain
    Given the writer changes the title of letters to "Our research"
    When the writer has the words checked
    Then the letter is named for "TEXT_JARGON"

  Scenario: A parent opens what a word means
    Given Kim is the co-ordinator
    And Kim has entered Amy, whose phone is safe and who looks after Leo (9 months)
    And what is due is sent
    And Amy has come in
    When Amy reads until she meets "What does “research” mean?"
    Then "What does “research” mean?" can be opened, right below the words that use it
    And it says "Research is a careful way to find things out. People who do it are called researchers."
    And no word is explained twice on one page
    And a page without hard words has nothing to open

  Scenario: In Urdu and in easy words the same word is explained
    Given Sana, who reads Urdu, was invited
    And what is due is sent
    And Sana has come in
    When Sana chooses easy words
    And Sana reads until she meets "”تحقیق“ کا کیا مطلب ہے؟"
    Then "”تحقیق“ کا کیا مطلب ہے؟" can be opened, right below the words that use it
    And it says "تحقیق کا مطلب ہے کسی بات کا پتہ لگانا۔"
    And the explanation has a picture
