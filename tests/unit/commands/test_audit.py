from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from alongside.core.storage.audit import NO_RECORD_BEFORE
from alongside.core.storage.canonical import canonical_json, sha256_of

Run = Callable[..., Result]


def write_dump(file: Path, *, events: int) -> str:
    """Write a chain of events, as a dump holds them, and return the last hash."""
    previous, lines = NO_RECORD_BEFORE, []
    for sequence in range(1, events + 1):
        event: dict[str, object] = {
            "sequence": sequence,
            "at": "2026-01-01T00:00:00.000000+00:00",
            "actor": "system",
            "action": "exported",
            "subject": "",
            "details": {},
            "previous": previous,
        }
        previous = sha256_of(canonical_json(event))
        lines.append(canonical_json({**event, "hash": previous}))
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return previous


def test_a_whole_trail_leaves_with_0(run: Run, tmp_path: Path) -> None:
    head = write_dump(dump := tmp_path / "audit.jsonl", events=3)
    result = run("audit", "verify", dump, "--head", head)
    assert (result.exit_code, result.output) == (0, f"The audit trail in {dump} is whole.\n")


def test_a_line_that_was_taken_out_is_found(run: Run, tmp_path: Path) -> None:
    write_dump(dump := tmp_path / "audit.jsonl", events=3)
    lines = dump.read_text().splitlines(keepends=True)
    dump.write_text(lines[0] + lines[2])
    result = run("audit", "verify", dump)
    assert result.exit_code == 1
    assert "AUDIT_ORDER at line 2" in result.output


def test_a_cut_at_the_end_is_found_with_the_head_that_was_kept(run: Run, tmp_path: Path) -> None:
    head = write_dump(dump := tmp_path / "audit.jsonl", events=3)
    dump.write_text("".join(dump.read_text().splitlines(keepends=True)[:2]))
    assert run("audit", "verify", dump).exit_code == 0
    result = run("audit", "verify", dump, "--head", head, "--json")
    assert result.exit_code == 1
    assert "AUDIT_CUT" in result.output


def test_a_file_that_is_no_text_is_bad_input(run: Run, tmp_path: Path) -> None:
    (dump := tmp_path / "audit.jsonl").write_bytes(b"\xff\xfe\x00")
    result = run("audit", "verify", dump)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
