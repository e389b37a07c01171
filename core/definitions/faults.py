"""A fault in a definition: which rule, where, why, and how to mend it. `docs/reference/faults.md` lists every code."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a definition, a plugin or a text.

    `code` is SUBJECT_PROBLEM (`ITEM_DUPLICATED`); `place` is where the author finds it (`stillwater.items.sleep_wake`).
    A warning does not refuse a plugin.
    """

    code: str
    place: str
    cause: str
    repair: str
    is_warning: bool = False

    def __str__(self) -> str:
        return f"{self.code} at {self.place}: {self.cause} {self.repair}"
