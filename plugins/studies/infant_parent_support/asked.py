"""Who is asked what, in which order, and which form at which age. Why: README.md."""

from alongside import Asked, FormAges, not_asked, overlap_settled

ABOUT_YOU = Asked(
    "about_you",
    per="participant",
    opens_because="Families wanted to be asked first who they are. It begins with what is easy to say.",
)

SDQ = Asked(
    "sdq",
    per="child",
    ages=(FormAges("2_4", 24, 48), FormAges("4_17", 48, 216)),
    gaps=(not_asked(0, 24, "The youngest form begins at the second birthday."),),
    overlaps=(
        overlap_settled(
            48,
            60,
            "Both printed forms name the age of 4. "
            "From the fourth birthday this study asks the form for children of 4 and over.",
        ),
    ),
    is_primary=True,
)
PEDSQL = Asked(
    "pedsql",
    per="child",
    ages=(
        FormAges("infant_1_12m", 1, 13),
        FormAges("infant_13_24m", 13, 24),
        FormAges("toddler_2_4", 24, 60),
        FormAges("young_child_5_7", 60, 96),
    ),
    gaps=(
        not_asked(0, 1, "The youngest form begins at one month."),
        not_asked(96, 216, "Forms for children of 8 years and over are not installed. About them the SDQ is asked."),
    ),
    overlaps=(
        overlap_settled(
            24,
            25,
            "Two printed forms name 24 months. "
            "From the second birthday this study asks the form for ages 2 to 4, as it does with the SDQ.",
        ),
    ),
)
# These two stand in place of the ITSEA, which is long, begins at 12 months, and was sent back by one family only. They
# are asked until the second birthday. From then on the SDQ is asked, and a second checklist would cost each child more.
BPSC = Asked("bpsc", per="child")
PPSC = Asked(
    "ppsc",
    per="child",
    ages=(FormAges("18m", 18, 23), FormAges("24m", 23, 24)),
    gaps=(not_asked(24, 66, "From the second birthday the SDQ is asked in its place."),),
)
ICECAP_A = Asked("icecap_a", per="participant")
GHQ12 = Asked("ghq12", per="participant")
BCAPI = Asked("bcapi", per="child")
# Never an outcome: it is not validated. It ends each sitting on what goes well, after what is hard to answer.
GROWING_UP = Asked("growing_up", per="child")

_CHILDREN = (SDQ, PEDSQL, BPSC, PPSC)
_HARD_THEN_KIND = (GHQ12, GROWING_UP)

# Who the family is comes first. The primary outcome follows at once, so that who is called away has answered it.
AT_THE_START = (ABOUT_YOU, *_CHILDREN, ICECAP_A, *_HARD_THEN_KIND)
# Who the family is is known by now. About You is asked for the support that was used in the last three months.
AT_FOLLOW_UP = (*_CHILDREN, ICECAP_A, ABOUT_YOU, *_HARD_THEN_KIND)


def with_bcapi(asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """Return what a visit asks with the B-CAPI in it: right after the GHQ-12, so that no hard part comes earlier."""
    after = asked.index(GHQ12) + 1
    return (*asked[:after], BCAPI, *asked[after:])
