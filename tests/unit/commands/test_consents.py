"""The consents of the study and their versions, as the command line shows them."""

import json
from pathlib import Path

from click.testing import CliRunner

from alongside.core.commands import main
from alongside.core.conduct.demonstration import demonstration_settings, prepare_demonstration
from alongside.core.conduct.services import open_services


def test_the_command_says_what_families_see_in_words_and_as_json(tmp_path: Path) -> None:
    services = open_services(demonstration_settings(tmp_path, 8000))
    prepare_demonstration(services)
    services.close()
    call = ["--settings", str(tmp_path / "demo.toml"), "consents"]
    words = CliRunner().invoke(main, call)
    assert words.exit_code == 0, words.output
    assert "taking_part: families see 1.0.0; asked again: 0, agreed again: 0" in words.output
    assert "    1.0.0: shown, signed by 0" in words.output
    found = {one["module"]: one for one in json.loads(CliRunner().invoke(main, [*call, "--json"]).output)}
    assert found["taking_part"]["versions"] == [
        {"version": "1.0.0", "state": "shown", "material": None, "signed": 0, "not_whole": [], "steps": []}
    ]
