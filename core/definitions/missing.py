"""Why an answer is absent: the fixed codes, one SPSS user-missing range (-99 to -91). Never reused, never renumbered."""

from enum import IntEnum


class MissingReason(IntEnum):
    """The reason why there is no answer."""

    NOT_REACHED = -91
    SKIPPED = -92
    PREFERS_NOT_TO_SAY = -93
    NOT_SURE = -94
    DOES_NOT_APPLY = -95
    ROUTED_ROUND = -96
    LOST = -97
    WITHDRAWN = -98
    NOT_DUE = -99

    @property
    def label(self) -> str:
        """The words used in codebooks (English, the analysis language)."""
        return self.name.replace("_", " ").lower()
