"""`alongside paper`: an instrument as a booklet to answer with a pen, or as cards to answer with by telephone."""

from pathlib import Path

import click

from alongside.core.commands.ages import find_study
from alongside.core.commands.deployment import BadInputError, Deployment, pass_deployment
from alongside.core.conduct.clock import Clock
from alongside.core.conduct.paper import PaperSource, WantedPaper, print_booklet, print_cards
from alongside.core.conduct.services import read_words
from alongside.core.definitions.instrument import Instrument

EPILOG = (
    "\b\nExamples:\n  alongside paper about_you\n"
    "  alongside paper growing_up --form 2_3y --study-number BR0002C-1 --large-print --output booklet.pdf\n"
    "  alongside paper growing_up --form 2_3y --language ur --cards"
)
BOOKLET, CARDS = Path("booklet.pdf"), Path("cards.pdf")


@click.command(epilog=EPILOG)
@click.argument("code")
@click.option("--form", "form_code", metavar="FORM", help="The form; an instrument with one form needs none.")
@click.option("--language", default="en", show_default=True, help="The language, such as en or ur.")
@click.option("--large-print", is_flag=True, help="Letters of 18 points and more. Cards always have them.")
@click.option("--easy-read", is_flag=True, help="Easy words, where there are any.")
@click.option(
    "--study-number", default="", metavar="NUMBER", help="Print it on every page, with a square code on the last."
)
@click.option("--cards", is_flag=True, help="Make cards for answering by telephone, and no booklet.")
@click.option("--study", "study_code", metavar="CODE", help="A study; without it, that of this deployment.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file; else booklet.pdf or cards.pdf, here."
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@pass_deployment
def paper(  # noqa: PLR0913 - each is one option of the command line
    deployment: Deployment,
    code: str,
    form_code: str | None,
    language: str,
    study_number: str,
    study_code: str | None,
    output: Path | None,
    *,
    large_print: bool,
    easy_read: bool,
    cards: bool,
    force: bool,
) -> None:
    """Print the instrument CODE as a booklet, or as cards for answering by telephone.

    A booklet has a study number, or boxes for it, and never a name. Beside each question and box stands, small, the code
    under which the answer is typed in. The licence of the words has to allow paper, and for cards the telephone too.
    """
    instrument = deployment.catalogue.instruments.get(code)
    if instrument is None:
        raise BadInputError(
            f"No instrument {code!r} is installed: {', '.join(sorted(deployment.catalogue.instruments))}."
        )
    if cards and study_number:
        raise click.UsageError("Cards are the same for everybody: leave out --study-number.")
    target = output or (CARDS if cards else BOOKLET)
    if target.exists() and not force:
        raise BadInputError(f"{target} is there already; --force writes over it.")
    source = PaperSource(deployment.settings, find_study(deployment, study_code), read_words(deployment.catalogue))
    wanted = WantedPaper(
        instrument,
        _form(instrument, form_code),
        language,
        large_print=large_print,
        easy_read=easy_read,
        study_number=study_number.strip().upper(),
    )
    clock = Clock()
    make = print_cards if cards else print_booklet
    target.write_bytes(make(source, wanted, at=clock.now(), today=clock.today()))
    click.echo(f"Written: {target}")


def _form(instrument: Instrument, wanted: str | None) -> str:
    codes = [form.code for form in instrument.all_forms]
    if wanted is None and len(codes) == 1:
        return codes[0]
    if wanted not in codes:
        raise BadInputError(f"{instrument.code} has the forms {', '.join(codes)}: name one with --form.")
    return wanted
