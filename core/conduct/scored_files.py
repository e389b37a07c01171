"""Write the scores of a file of answers, with how they were made beside them: all of it, or nothing."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from alongside.core.conduct.answer_files import CSV, KINDS, AnswerFileError, open_answers
from alongside.core.conduct.scoring_files import Scored, Scoring, score_file
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.score_bands import BandScheme, CutOff
from alongside.core.definitions.score_rules import PolicyUnknownError
from alongside.core.definitions.study import Study
from alongside.core.engine.band_columns import BandChoice, band_schemes
from alongside.core.engine.scoring import ENGINE_VERSION, choose_policies, rule_in_force

BANDS = "bands"
"""The policy that chooses among band schemes, for every instrument that has them."""

Progress = Callable[[int], AbstractContextManager[Callable[[int], None]]]
"""Given the number of rows, shows how many are done."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be scored, and where to. `policies` may name the instrument's own, and `bands`."""

    answers: Path
    output: Path | BinaryIO
    policies: Mapping[str, str] = field(hash=False)
    study: Study | None = None
    all_bands: bool = False
    force: bool = False


def score_to(instrument: Instrument, wanted: Wanted, progress: Progress) -> str:
    """Score a file, write the scores, and say in words what was done. Nothing is written when anything is wrong.

    A stream gets CSV. Beside a file another one is written, `<file>.json`, that says how the scores were made.

    Raises:
        AnswerFileError: the answers cannot be scored, or there is a file where the scores would go.
        PolicyUnknownError: a policy or its option does not exist.
        FrameColumnsError: a column cannot be used, or is in the way.
    """
    scheme = wanted.policies.get(BANDS)
    own = {name: option for name, option in wanted.policies.items() if name != BANDS}
    chosen, bands = choose_policies(instrument, own), BandChoice(scheme, every=wanted.all_bands)
    _refuse_scheme(instrument, scheme)
    output = wanted.output
    if isinstance(output, Path):
        _refuse_output(output, wanted)
    scoring = Scoring(instrument, open_answers(wanted.answers), chosen, bands, wanted.study)
    if not isinstance(output, Path):
        with tempfile.TemporaryDirectory() as folder:  # the stream gets nothing before all is well
            whole = Path(folder) / f"scored{CSV}"
            scored = _write(scoring, whole, progress)
            with whole.open("rb") as file:
                shutil.copyfileobj(file, output)
        return _in_words(scoring, scored)
    with _in_place(output) as part, _in_place(_beside(output)) as made:
        scored = _write(scoring, part, progress)
        made.write_text(json.dumps(_how(scoring, scored), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return f"{output}: {_in_words(scoring, scored)} How they were made: {_beside(output)}"


def _refuse_scheme(instrument: Instrument, scheme: str | None) -> None:
    every = {one.code: None for score in instrument.every_score for one in score.bands}
    if scheme is not None and scheme not in every:
        known = ", ".join(every) or "it has none"
        raise PolicyUnknownError(f"{instrument.code} has no bands {scheme!r}: {known}")


def _refuse_output(output: Path, wanted: Wanted) -> None:
    if output.suffix.lower() not in KINDS:
        raise AnswerFileError(f"{output}: the name must end in {' or '.join(KINDS)}.")
    if not output.parent.is_dir():
        raise AnswerFileError(f"{output}: there is no such folder.")
    there = [file for file in (output, _beside(output)) if file.exists()]
    if any(file.samefile(wanted.answers) for file in there):
        raise AnswerFileError(f"{output} holds the answers themselves. Choose another name.")
    if there and not wanted.force:
        raise AnswerFileError(f"{there[0]} is there already. Choose another name, or add --force.")


def _beside(output: Path) -> Path:
    return output.with_name(f"{output.name}.json")


@contextmanager
def _in_place(file: Path) -> Iterator[Path]:
    """Give a place beside the file to write to; it becomes the file when all went well, and else it goes."""
    part = file.with_name(f".{file.stem}.partial{file.suffix}")
    try:
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _write(scoring: Scoring, file: Path, progress: Progress) -> Scored:
    def write(frame: pl.LazyFrame) -> None:
        if file.suffix.lower() == CSV:
            empty = [pl.col(name).replace("", None) for name in frame.collect_schema() if name.endswith("_reason")]
            frame.with_columns(empty).sink_csv(file)
        else:
            frame.sink_parquet(file)

    with progress(scoring.answers.rows) as tick:
        try:
            return score_file(scoring, write, tick)
        except OSError as error:
            raise AnswerFileError(f"{file.parent} cannot be written to: {error.strerror or error}.") from error


def _how(scoring: Scoring, scored: Scored) -> dict[str, Any]:
    """Return how the scores were made, as plain values."""
    instrument = scoring.instrument
    with scoring.answers.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "answers": {"file": scoring.answers.path.name, "sha256": digest, "rows": scored.rows},
        "instrument": {"code": instrument.code, "version": instrument.version, "citation": instrument.citation},
        "numbers": [
            {"file": f"{data.name}.csv", "source": data.source, "sha256": data.sha256} for data in instrument.data
        ],
        "engine": ENGINE_VERSION,
        "study": scoring.study.code if scoring.study else None,
        "policies": dict(scoring.policies),
        "forms": {
            form: {"rows": scored.forms.get(form, 0), "scores": _how_scores(scoring, form)} for form in scoring.scores
        },
    }


def _how_scores(scoring: Scoring, form: str) -> dict[str, Any]:
    return {
        score.code: {
            "higher_is": score.higher_is,
            "made_by": score.combine.words,
            "missing": rule_in_force(score, scoring.policies).words,
            "rounding": score.rounding.words,
            "bands": {
                f"{score.code}{ending}": _how_scheme(schemes[form], form)
                for ending, schemes in band_schemes(score, [form], scoring.bands).items()
                if form in schemes
            },
        }
        for score in scoring.scores[form]
    }


def _how_scheme(scheme: BandScheme | CutOff, form: str) -> dict[str, Any]:
    told = {"scheme": scheme.code, "version": scheme.version, "source": scheme.source, "evidence": str(scheme.evidence)}
    if isinstance(scheme, CutOff):
        return told | {"at_or_above": str(scheme.at_least)}
    bands = {
        band.code: {"from": str(band.low), "to": str(band.high), "evidence": str(band.evidence or scheme.evidence)}
        for band in scheme.rising(form)
    }
    return told | {"bands": bands}


def _in_words(scoring: Scoring, scored: Scored) -> str:
    """Say what was done in one line."""
    instrument, forms = scoring.instrument, " and ".join(scored.forms)
    named = {
        f"{scheme.code} {scheme.version}": None
        for form, scores in scoring.scores.items()
        for score in scores
        for schemes in band_schemes(score, [form], scoring.bands).values()
        for scheme in schemes.values()
    }
    choices = [f"{name}={option}" for name, option in scoring.policies.items()]
    choices += [f"bands {', '.join(named)}"] if named else []
    return (
        f"{scored.rows:,} rows of {instrument.code} {instrument.version} (form {forms or 'none'}), "
        f"{', '.join([*choices, f'engine {ENGINE_VERSION}'])}."
    )
