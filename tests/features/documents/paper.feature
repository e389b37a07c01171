@documents
Feature: Questions on paper
  A family that would rather write with a pen, or be rung, gets a booklet or cards: the same questions in the same words,
  with a study number and never a name.

  Scenario Outline: A booklet anybody can read
    When somebody prints "<form>" of "<instrument>" in "<language>" and in <print>
    Then two checkers of accessible documents find nothing
    And every question stands in it once, in its order, and whole on its page
    And every option has an empty box, and its code
    And every page says which page of how many it is
    And it asks nobody for a name

    Examples:
      | instrument | form | language | print          |
      | growing_up | 2_3y | en       | standard print |
      | growing_up | 2_3y | ur       | large print    |
      | about_you  | all  | en       | large print    |
      | about_you  | all  | ur       | standard print |

  Scenario: A booklet with a study number
    When somebody prints "2_3y" of "growing_up" for the number "BR0002D-1"
    Then the number stands on every page
    And the square holds "partnership_for_change/BR0002D-1/growing_up/2_3y/1.0.0", and words say so
    And the file tells nothing of anybody

  Scenario: A booklet without a study number has boxes for it
    When somebody prints "2_3y" of "growing_up"
    Then there are 10 empty boxes for the study number
    And there is no square

  Scenario: What to answer only sometimes
    When somebody prints "2_3y" of "growing_up"
    Then the booklet says "Only if you ticked one of these in question 4: Mostly well / It is a bit hard / It is very hard"
    And the booklet says "Only if your answer to question 8 is 1 or more:"

  Scenario: Hard questions are warned of, and any can be left out
    When somebody prints "2_3y" of "growing_up"
    Then the booklet says "We also ask if something worries you. You can leave that out."
    And the booklet says "You can leave any question out. You do not have to say why."

  Scenario: Easy words
    When somebody prints "2_3y" of "growing_up" in easy read
    Then the booklet says "We want to know how your child is. No answer is wrong."

  Scenario Outline: Cards for the telephone
    When somebody prints the cards for "<form>" of "<instrument>" in "<language>"
    Then two checkers of accessible documents find nothing
    And each set of options stands on one card, once, in large print
    And each card says for which questions it is

    Examples:
      | instrument | form | language |
      | growing_up | 2_3y | en       |
      | growing_up | 2_3y | ur       |
      | about_you  | all  | ur       |

  Scenario: Words that are not here cannot be printed
    When somebody prints "4_17" of "sdq"
    Then nothing is printed, because of "Install the text pack of its holder"

  Scenario: A licence has to allow paper
    Given the holder of the "sdq" allows web
    When somebody prints "4_17" of "sdq"
    Then nothing is printed, because of "allows web, and not paper"

  Scenario: A licence that allows paper, but no calls
    Given the holder of the "sdq" allows web and paper
    When somebody prints "4_17" of "sdq"
    Then the booklet says "Invented words 1"
    And the foot of every page has the holder's line
    When somebody prints the cards for "4_17" of "sdq" in "en"
    Then nothing is printed, because of "and not telephone"

  Scenario: A language without the words
    Given the holder of the "sdq" allows web and paper
    When somebody prints "4_17" of "sdq" in "ur" and in standard print
    Then nothing is printed, because of "there are no words in 'ur', only in en"

  Scenario: Questions for a child with faces
    When somebody prints "young_child_5_7" of "pedsql_child"
    Then nothing is printed, because of "is answered by a child"

  Scenario Outline: A number that does not belong
    When somebody prints "<form>" of "<instrument>" for the number "<number>"
    Then nothing is printed, because of "<why>"

    Examples:
      | instrument | form | number    | why                          |
      | growing_up | 2_3y | BR0002C-1 | is no study number           |
      | growing_up | 2_3y | BR0002D   | give the child's number      |
      | about_you  | all  | BR0002D-1 | give the adult's number      |
