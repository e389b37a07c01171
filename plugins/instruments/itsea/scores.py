"""How the ITSEA is scored: raw means, their means in a domain, and T scores with their bands. Sources: README.md."""

from fractions import Fraction

from alongside import Band, BandScheme, Composite, Evidence, Keyed, Mean, MissingRule, NormScore

DOMAINS = {
    "externalizing": ("activity_impulsivity", "aggression_defiance", "peer_aggression"),
    "internalizing": ("depression_withdrawal", "general_anxiety", "separation_distress", "inhibition_to_novelty"),
    "dysregulation": ("sleep", "negative_emotionality", "eating", "sensory_sensitivity"),
    "competence": (
        "compliance",
        "attention",
        "imitation_play",
        "mastery_motivation",
        "empathy",
        "prosocial_peer_relations",
    ),
}
CLUSTERS = ("maladaptive", "social_relatedness", "atypical")

HALF = MissingRule.at_most_share(Fraction(1, 2))
RAW_PLACES = 2
LOWEST_T, HIGHEST_T = 0, 120
SOURCE = "nctsn.org, measure review of the ITSEA (node 534)"

PROBLEM_BANDS = BandScheme(
    "t_problem",
    "1",
    SOURCE,
    Evidence.SOURCED,
    {"12_36m": (Band("typical", LOWEST_T, 62), Band("of_concern", 63, 69), Band("clinical", 70, HIGHEST_T))},
)
# The source prints the sign of the last band the wrong way round; 30 and below is the reading that leaves no gap.
COMPETENCE_BANDS = BandScheme(
    "t_competence",
    "1",
    SOURCE,
    Evidence.SOURCED,
    {
        "12_36m": (
            Band("typical", 38, HIGHEST_T),
            Band("of_concern", 31, 37),
            Band("deficit_delay", LOWEST_T, 30, Evidence.INFERRED),
        )
    },
)


def _meaning(domain: str) -> str:
    return "more skills for the age" if domain == "competence" else "more difficulties"


def _norm(raw: str, domain: str) -> NormScore:
    return NormScore(
        f"{raw}_t",
        raw,
        decimals=RAW_PLACES,
        lowest=LOWEST_T,
        highest=HIGHEST_T,
        higher_is=_meaning(domain),
        bands=(COMPETENCE_BANDS if domain == "competence" else PROBLEM_BANDS,),
    )


RAW_SUBSCALES = tuple(
    Keyed(subscale, Mean(), missing=HALF, higher_is=_meaning(domain))
    for domain, subscales in DOMAINS.items()
    for subscale in subscales
)
RAW_DOMAINS = tuple(
    Composite(domain, subscales, Mean(), missing=MissingRule.none_missing(), higher_is=_meaning(domain))
    for domain, subscales in DOMAINS.items()
)
# What is high in a cluster differs from one to the next; the manual says which.
RAW_CLUSTERS = tuple(
    Keyed(cluster, Mean(), missing=HALF, higher_is="as the manual says for this cluster") for cluster in CLUSTERS
)
T_SCORES = (
    *(_norm(subscale, domain) for domain, subscales in DOMAINS.items() for subscale in subscales),
    *(_norm(domain, domain) for domain in DOMAINS),
)
SCORES = (*RAW_SUBSCALES, *RAW_DOMAINS, *RAW_CLUSTERS, *T_SCORES)
