"""How the SDQ is scored: the same for both parent versions. Sources and open points: README.md."""

from alongside import (
    Composite,
    Gate,
    MissingPolicy,
    MissingRule,
    ProRatedSum,
    RoundingRule,
    Subscale,
    Sum,
    answer,
)

from .bands import SCHEMES

THREE_OF_FIVE = MissingRule.at_least_answered(3)

# Published codes treat an impact supplement with gaps in three ways; a study says which one it wants.
IMPACT_POLICY = MissingPolicy(
    "impact",
    {
        "missing_as_zero": MissingRule.zero_unless_all(),
        "any_missing": MissingRule.none_missing(),
        "pro_rated": THREE_OF_FIVE,
    },
    default="missing_as_zero",
)

SCORES = (
    Subscale(
        "emotional",
        ("i03", "i08", "i13", "i16", "i24"),
        ProRatedSum(),
        missing=THREE_OF_FIVE,
        rounding=RoundingRule.HALF_UP,
        higher_is="more emotional difficulties",
        bands=SCHEMES["emotional"],
    ),
    Subscale(
        "conduct",
        ("i05", "i07", "i12", "i18", "i22"),
        ProRatedSum(),
        missing=THREE_OF_FIVE,
        reverse=("i07",),
        rounding=RoundingRule.HALF_UP,
        higher_is="more conduct difficulties",
        bands=SCHEMES["conduct"],
    ),
    Subscale(
        "hyperactivity",
        ("i02", "i10", "i15", "i21", "i25"),
        ProRatedSum(),
        missing=THREE_OF_FIVE,
        reverse=("i21", "i25"),
        rounding=RoundingRule.HALF_UP,
        higher_is="more hyperactivity",
        bands=SCHEMES["hyperactivity"],
    ),
    Subscale(
        "peer",
        ("i06", "i11", "i14", "i19", "i23"),
        ProRatedSum(),
        missing=THREE_OF_FIVE,
        reverse=("i11", "i14"),
        rounding=RoundingRule.HALF_UP,
        higher_is="more difficulties with other children",
        bands=SCHEMES["peer"],
    ),
    Subscale(
        "prosocial",
        ("i01", "i04", "i09", "i17", "i20"),
        ProRatedSum(),
        missing=THREE_OF_FIVE,
        rounding=RoundingRule.HALF_UP,
        higher_is="more kind and helpful behaviour",
        bands=SCHEMES["prosocial"],
    ),
    Composite(
        "total",
        ("emotional", "conduct", "hyperactivity", "peer"),
        Sum(),
        missing=MissingRule.none_missing(),
        higher_is="more difficulties in all",
        bands=SCHEMES["total"],
    ),
    Composite(
        "externalising",
        ("conduct", "hyperactivity"),
        Sum(),
        missing=MissingRule.none_missing(),
        higher_is="more difficulties that others see",
    ),
    Composite(
        "internalising",
        ("emotional", "peer"),
        Sum(),
        missing=MissingRule.none_missing(),
        higher_is="more difficulties felt within",
    ),
    Subscale(
        "impact",
        ("i28", "i29", "i30", "i31", "i32"),
        ProRatedSum(),
        missing=IMPACT_POLICY,
        recode={0: 0, 1: 0, 2: 1, 3: 2},
        rounding=RoundingRule.HALF_UP,
        gate=Gate(answer("i26").is_(0), value=0),
        higher_is="difficulties that weigh more on the child's life",
        bands=SCHEMES["impact"],
    ),
)
