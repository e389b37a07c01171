"""`alongside score`: score a file of answers with an installed instrument."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import click

from alongside.core.commands.deployment import BadInputError, Deployment, pass_deployment
from alongside.core.definitions.errors import AlongsideError

EXAMPLES = """\b
Examples:
  alongside score sdq answers.csv --output scored.csv
  alongside score sdq answers.parquet --output scored.parquet --policy impact=pro_rated
  alongside score sdq ages.csv --study partnership_for_change --policy bands=three_band > scored.csv"""


@click.command(epilog=EXAMPLES)
@click.argument("code")
@click.argument("answers", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file .csv or .parquet; else CSV is printed."
)
@click.option("--policy", "policies", multiple=True, metavar="NAME=VALUE", help="Choose an option, or bands=SCHEME.")
@click.option("--all-bands", is_flag=True, help="Add a column NAME_band_SCHEME for each further scheme.")
@click.option("--study", "study_code", metavar="CODE", help="Let this study settle which form is for which age.")
@click.option("--force", is_flag=True, help="Write over files that are there.")
@pass_deployment
def score(
    deployment: Deployment,
    code: str,
    answers: Path,
    *,
    output: Path | None,
    policies: tuple[str, ...],
    all_bands: bool,
    study_code: str | None,
    force: bool,
) -> None:
    """Score ANSWERS, a CSV or Parquet file with a row for each respondent, with the instrument CODE.

    Columns are item codes; empty is missing. The form of a row stands in `form`, or follows from `age_months`, or from
    `date_of_birth` and `on`. Norms and equations take the same age, and `sex`. Other columns are kept. Each score NAME
    is followed by NAME_outcome, NAME_reason and NAME_band. How they were made is written beside the output, in a file
    that ends in .json. One wrong cell, and nothing is written.
    """
    if find_spec("polars") is None:
        raise BadInputError("alongside score needs polars: pip install 'alongside[score]'.")
    from alongside.core.conduct import scored_files  # noqa: PLC0415 - needs polars, which is an extra

    instrument = deployment.catalogue.instruments.get(code)
    if instrument is None:
        raise BadInputError(
            f"No instrument {code!r} is installed: {', '.join(sorted(deployment.catalogue.instruments))}."
        )
    study = deployment.catalogue.studies.get(study_code) if study_code else None
    if study_code and study is None:
        raise BadInputError(f"No study {study_code!r} is installed: {', '.join(sorted(deployment.catalogue.studies))}.")
    to = output or sys.stdout.buffer
    wanted = scored_files.Wanted(answers, to, _pairs(policies), study, all_bands=all_bands, force=force)
    try:
        told = scored_files.score_to(instrument, wanted, _progress)
    except AlongsideError as error:
        nothing = "Nothing was written."
        raise BadInputError(f"{error} {nothing}" if "\n" not in str(error) else f"{nothing}\n{error}") from error
    click.echo(told, err=True)


@contextmanager
def _progress(rows: int) -> Iterator[Callable[[int], None]]:
    """Show how many rows are done, when somebody looks."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=rows, label="Scoring", file=sys.stderr, hidden=hidden) as bar:
        yield bar.update


def _pairs(policies: tuple[str, ...]) -> dict[str, str]:
    pairs = dict(policy.partition("=")[::2] for policy in policies)
    if wrong := [name for name, value in pairs.items() if not name or not value]:
        raise BadInputError(f"--policy {wrong[0]}: write NAME=VALUE.")
    return pairs
