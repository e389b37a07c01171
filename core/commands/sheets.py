"""`alongside sheets`: what families are told, the privacy notice and "is this for me?" as a PDF to print."""

from pathlib import Path

import click

from alongside.core.commands.deployment import BadInputError, Deployment, pass_deployment
from alongside.core.conduct import consenting
from alongside.core.conduct.services import Services, StudyMissingError, open_services
from alongside.core.conduct.sheets import SheetKind, SheetMissingError, Wish, render_kind
from alongside.core.conduct.versions import is_whole, shown_version
from alongside.core.definitions.consent import ConsentModule

EPILOG = (
    "\b\nExamples:\n  alongside sheets information --output sheet.pdf\n"
    "  alongside sheets decision --language ur --easy-read --large-print --output aid.pdf"
)


@click.command(epilog=EPILOG)
@click.argument("kind", type=click.Choice([kind.value for kind in SheetKind]))
@click.option("--study", "study_code", metavar="CODE", help="A study; without it, that of this deployment.")
@click.option("--module", "module_code", metavar="CODE", help="A consent of the study; without it, taking part.")
@click.option("--language", metavar="TAG", help="A language of the study; without it, its first.")
@click.option("--site", metavar="CODE", help="The site whose telephone number stands on the sheet.")
@click.option("--easy-read", is_flag=True, help="Easy words with a picture beside each.")
@click.option("--large-print", is_flag=True, help="Letters of 18 points.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="The PDF to write.")
@pass_deployment
def sheets(  # noqa: PLR0913 - click hands over each option
    deployment: Deployment,
    kind: str,
    study_code: str | None,
    module_code: str | None,
    language: str | None,
    site: str | None,
    output: Path,
    *,
    easy_read: bool,
    large_print: bool,
) -> None:
    """Write a sheet that families can keep: information, privacy or decision ("is this for me?").

    The words are those that families see now. Nothing on the sheet names a family. Exit code 2 when there is no such
    sheet, and nothing is written.
    """
    settings = deployment.settings.model_copy(update={"study": study_code} if study_code else {})
    try:
        services = open_services(settings, catalogue=deployment.catalogue)
    except StudyMissingError as error:
        raise BadInputError(f"{str(error).capitalize()}.") from None
    try:
        phones = settings.site_phones
        if site and site not in phones:
            raise BadInputError(f"No telephone number of a site {site!r} is set. Known: {', '.join(phones) or 'none'}.")
        module = _module(services, module_code)
        tag = language or services.study.languages[0]
        if tag not in services.study.languages or not is_whole(services, module, tag):
            whole = ", ".join(one for one in services.study.languages if is_whole(services, module, one))
            raise BadInputError(f"{module.code!r} is not whole in {tag!r}. It is in: {whole or 'none'}.")
        phone = phones[site] if site else next(iter(phones.values()), "")
        content = render_kind(services, SheetKind(kind), module, Wish(tag, easy_read, large_print, phone))
    except SheetMissingError as error:
        raise BadInputError(str(error)) from None
    finally:
        services.close()
    try:
        output.write_bytes(content)
    except OSError as error:
        raise BadInputError(f"{output} could not be written: {error.strerror}.") from None
    click.echo(f"{output} written: {kind}, {module.code} {module.version}, {tag}.")


def _module(services: Services, code: str | None) -> ConsentModule:
    """Return a consent of the study, or that which taking part rests on, as it is shown now."""
    with services.records.read() as tx:
        if code is None:
            return consenting.module_of(services, tx)
        offered = services.study.version_on(services.clock.today()).consent_modules
        if code not in offered:
            raise BadInputError(f"The study has no consent {code!r}. It has: {', '.join(offered)}.")
        return shown_version(services, tx, code)
