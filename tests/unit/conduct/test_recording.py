"""Every event that is ever put on record has words for the page that shows the record."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from alongside.core.conduct.recording import RECORD_TAKEN
from alongside.core.conduct.stopping import ACTIONS, CHOICE_CHANGED, MODULE_TAKEN_BACK
from alongside.core.languages.placeholders import names_in
from alongside.core.storage.consent_releases import StepKind

NAMED_ELSEWHERE = {
    ("stopping", "action"): (*ACTIONS.values(), MODULE_TAKEN_BACK, CHOICE_CHANGED),
    ("signing", "action"): ("consent_signed", "consent_taken"),
    ("who_decides", "action"): ("who_decides_open", "who_decides_settled"),
    ("safe_contacts", "action"): ("safe_contact_changed", "safe_contact_reviewed"),
    ("recording", "RECORD_TAKEN"): (RECORD_TAKEN,),
    ("releases", "f'consent_version_{step}'"): tuple(f"consent_version_{step}" for step in get_args(StepKind)),
}
"""Where the code gives a name and not the text itself."""
ALWAYS = frozenset({"who", "whom"})


def events_of(core: Path) -> Iterator[tuple[str, frozenset[str] | None]]:
    """Yield action and details of each event in the code; None for details that are made elsewhere."""
    for file in core.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "AuditEvent":
                action, details = node.args[0], node.args[3] if len(node.args) > 3 else ast.Dict([], [])
                names = None
                if isinstance(details, ast.Dict) and None not in details.keys:
                    names = frozenset(str(key.value) for key in details.keys if isinstance(key, ast.Constant))
                codes = (
                    (str(action.value),)
                    if isinstance(action, ast.Constant)
                    else NAMED_ELSEWHERE[file.stem, ast.unparse(action)]
                )
                yield from ((code, names) for code in codes)


def test_every_event_has_words_that_its_details_fill(root: Path) -> None:
    words = tomllib.loads((root / "locales" / "en" / "staff_record.toml").read_text(encoding="utf-8"))
    events = list(events_of(root / "core"))
    assert len({action for action, _ in events}) >= 30
    for action, details in events:
        assert f"did_{action}" in words, f"{action} has no words in staff_record.toml"
        assert f"kind_{action}" in words, f"{action} has no words in staff_record.toml"
        if details is not None:
            assert names_in(words[f"did_{action}"]["text"]) <= ALWAYS | details, action
