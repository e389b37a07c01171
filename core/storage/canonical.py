"""One way to write a value as text, so that equal values have equal SHA-256 digests."""

import hashlib
import json
from typing import Any

NO_RECORD_BEFORE = "0" * 64
"""The previous hash of the first record of a chain."""


def canonical_json(value: Any) -> str:
    """Return JSON with sorted keys, no spaces and letters unescaped."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256_of(text: str) -> str:
    """Return the SHA-256 digest of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
