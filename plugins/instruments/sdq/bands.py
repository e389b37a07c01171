"""The published bands of the SDQ's parent versions, each number with how sure it is. Sources: README.md."""

from alongside import Band, BandScheme, Evidence

FOUR = "four_band"
THREE = "three_band"
SURE, UNSURE = Evidence.SOURCED, Evidence.UNCONFIRMED

DIFFICULTY = ("close_to_average", "slightly_raised", "high", "very_high")
STRENGTH = ("close_to_average", "slightly_lowered", "low", "very_low")
ORIGINAL = ("normal", "borderline", "abnormal")

ALL_SURE = (SURE, SURE, SURE, SURE)
UPPER_UNSURE = (SURE, SURE, UNSURE, UNSURE)
ALL_UNSURE = (UNSURE, UNSURE, UNSURE, UNSURE)

# From least to most concern. The prosocial scale runs the other way: there a low score is of concern.
FOUR_BAND_2_4 = {
    "total": (((0, 12), (13, 15), (16, 18), (19, 40)), UPPER_UNSURE),
    "emotional": (((0, 2), (3, 3), (4, 4), (5, 10)), UPPER_UNSURE),
    "conduct": (((0, 3), (4, 4), (5, 5), (6, 10)), UPPER_UNSURE),
    "hyperactivity": (((0, 5), (6, 6), (7, 7), (8, 10)), UPPER_UNSURE),
    "peer": (((0, 2), (3, 3), (4, 4), (5, 10)), UPPER_UNSURE),
    "prosocial": (((7, 10), (6, 6), (5, 5), (0, 4)), UPPER_UNSURE),
    "impact": (((0, 0), (1, 1), (2, 2), (3, 10)), ALL_UNSURE),
}
FOUR_BAND_4_17 = {
    "total": (((0, 13), (14, 16), (17, 19), (20, 40)), ALL_SURE),
    "emotional": (((0, 3), (4, 4), (5, 6), (7, 10)), ALL_SURE),
    "conduct": (((0, 2), (3, 3), (4, 5), (6, 10)), ALL_SURE),
    "hyperactivity": (((0, 5), (6, 7), (8, 8), (9, 10)), ALL_SURE),
    "peer": (((0, 2), (3, 3), (4, 4), (5, 10)), ALL_SURE),
    "prosocial": (((8, 10), (7, 7), (6, 6), (0, 5)), ALL_SURE),
    "impact": (((0, 0), (1, 1), (2, 2), (3, 10)), ALL_UNSURE),
}
THREE_BAND_4_17 = {
    "total": (((0, 13), (14, 16), (17, 40)), ALL_SURE),
    "emotional": (((0, 3), (4, 4), (5, 10)), ALL_SURE),
    "conduct": (((0, 2), (3, 3), (4, 10)), ALL_SURE),
    "hyperactivity": (((0, 5), (6, 6), (7, 10)), ALL_SURE),
    "peer": (((0, 2), (3, 3), (4, 10)), ALL_SURE),
    "prosocial": (((6, 10), (5, 5), (0, 4)), ALL_SURE),
    "impact": (((0, 0), (1, 1), (2, 10)), ALL_UNSURE),
}

FOUR_BAND_SOURCE = "4_17: public scoring code; 2_4: BMC Pediatrics 2023, doi 10.1186/s12887-023-03837-1, table 2"
THREE_BAND_SOURCE = (
    "BMC Pediatrics 2023, doi 10.1186/s12887-023-03837-1, table 2; "
    "partly BMC Psychiatry 2021, doi 10.1186/s12888-021-03218-x, table 2"
)

SCHEMES = {
    score: (
        BandScheme(
            FOUR,
            "1",
            FOUR_BAND_SOURCE,
            Evidence.UNCONFIRMED if score == "impact" else Evidence.SOURCED,
            {
                form: tuple(
                    Band(code, low, high, evidence)
                    for code, (low, high), evidence in zip(
                        STRENGTH if score == "prosocial" else DIFFICULTY, *bands[score], strict=True
                    )
                )
                for form, bands in (("2_4", FOUR_BAND_2_4), ("4_17", FOUR_BAND_4_17))
            },
        ),
        BandScheme(
            THREE,
            "1",
            THREE_BAND_SOURCE,
            Evidence.UNCONFIRMED if score == "impact" else Evidence.SOURCED,
            {
                "4_17": tuple(
                    Band(code, low, high, evidence)
                    for code, (low, high), evidence in zip(
                        ORIGINAL, THREE_BAND_4_17[score][0], THREE_BAND_4_17[score][1][:3], strict=True
                    )
                )
            },
        ),
    )
    for score in FOUR_BAND_4_17
}
"""The schemes of each banded score. A scheme's version changes with any number in it."""
