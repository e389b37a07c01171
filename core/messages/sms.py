"""How many parts a text message is sent as (3GPP TS 23.038): each part costs money and an old phone may show them apart."""

from dataclasses import dataclass

_GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_7_EXTENDED = frozenset("\f^{}\\[~]|€")
_GSM_7_UNITS = (160, 153)
_UCS_2_UNITS = (70, 67)


@dataclass(frozen=True, slots=True)
class SmsSize:
    """How a text is sent: "gsm7" or "ucs2", its length in that alphabet's units, and in how many parts."""

    encoding: str
    units: int
    segments: int


def measure_sms(text: str) -> SmsSize:
    """Return how a text is sent. An empty text is one part."""
    if all(character in _GSM_7 or character in _GSM_7_EXTENDED for character in text):
        return _size("gsm7", [2 if character in _GSM_7_EXTENDED else 1 for character in text], _GSM_7_UNITS)
    # A character beyond the basic plane, such as a picture character, is two units that may not be parted.
    return _size("ucs2", [len(character.encode("utf-16-be")) // 2 for character in text], _UCS_2_UNITS)


def _size(encoding: str, widths: list[int], units_for: tuple[int, int]) -> SmsSize:
    alone, in_a_row = units_for
    units = sum(widths)
    if units <= alone:
        return SmsSize(encoding, units, 1)
    segments, used = 1, 0
    for width in widths:
        if used + width > in_a_row:
            segments, used = segments + 1, 0
        used += width
    return SmsSize(encoding, units, segments)
