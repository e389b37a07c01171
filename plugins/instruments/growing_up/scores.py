"""Two plain means of shared questions, the same in every form. They have no norms: see the README."""

from alongside import Mean, MissingRule, Subscale

SCORES = (
    Subscale(
        "joys",
        ("play_together", "talk_sing", "joy_together"),
        Mean(),
        missing=MissingRule.at_most(1),
        higher_is="more joy together",
    ),
    Subscale(
        "worries",
        ("sleep_night", "feeds_meals", "settling"),
        Mean(),
        missing=MissingRule.at_most(1),
        higher_is="harder nights, meals and calming down",
    ),
)
