"""Which letters a text through Notify keeps: those of GSM-7 and of Welsh. Others could come out as question marks."""

from alongside import measure_sms

_WELSH = frozenset("ÀÁÂÄÈÉÊËÌÍÎÏÒÓÔÖÙÚÛÜẀẂŴẄỲÝŶŸàáâäèéêëìíîïòóôöùúûüẁẃŵẅỳýŷÿ")
# Notify writes these in a plainer way, and the words stay the same.
_WRITTEN_PLAINLY = frozenset("‘’‚“”„‑–—−…\t\u00a0\u202f\u200b\u2060")


def find_lost(text: str) -> str:
    """Return the characters that the text would lose on its way, each once, in order; empty = it arrives whole."""
    kept = _WELSH | _WRITTEN_PLAINLY
    return "".join(
        character
        for character in dict.fromkeys(text)
        if character not in kept and measure_sms(character).encoding != "gsm7"
    )
