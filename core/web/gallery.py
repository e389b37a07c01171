"""The gallery: a page for developers that shows every component in every state. Only `alongside gallery` serves it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, Flask, current_app, g, render_template, request

from alongside.core.conduct.services import Services
from alongside.core.definitions.items import Item, Question, Rows
from alongside.core.definitions.needs import COLOURS, NeedsProfile
from alongside.core.engine.wording import Wording, WordsFrom
from alongside.core.web.access import PUBLIC, access, services
from alongside.core.web.application import create_app

pages = Blueprint("gallery", __name__)
FORMS = ("standard", "easy", "listen")
SUBJECTS = ("family", "staff")
STEPS_AT_MOST = 3
STATES = ("done", "now", "later")


@dataclass(frozen=True, slots=True)
class Sample:
    """A question of an installed instrument, and the ids of its words."""

    question: Question
    wording: Wording


@dataclass(frozen=True, slots=True)
class Shape:
    """How one page of the gallery is shown."""

    subject: str
    language: str
    form: str
    colours: str

    @property
    def address(self) -> str:
        """The address of this page."""
        return f"/gallery/{self.subject}?language={self.language}&form={self.form}&colours={self.colours}"

    @property
    def needs(self) -> NeedsProfile:
        """The person for whom the page is."""
        return NeedsProfile(
            language=self.language,
            easy_read=self.form != "standard",
            listens=self.form == "listen",
            colours=self.colours,
        )


def gallery_app(opened: Services) -> Flask:
    """Return the whole application with the gallery in it."""
    app = create_app(opened)
    app.register_blueprint(pages)
    return app


def shapes(opened: Services) -> Iterator[Shape]:
    """Yield every way in which the gallery can be shown; pages of staff are in English only."""
    for colours in COLOURS:
        for language in opened.study.languages:
            yield from (Shape("family", language, form, colours) for form in FORMS)
        yield Shape("staff", opened.study.languages[0], "standard", colours)


@pages.get("/gallery/<any(family, staff):subject>")
@access(PUBLIC)
def show(subject: str) -> str:
    """Show the components of a subject in a language, a form and colours."""
    known = set(shapes(services()))
    first = Shape(subject, services().study.languages[0], FORMS[0], COLOURS[0])
    asked = replace(
        first, **{name: request.args[name] for name in ("language", "form", "colours") if name in request.args}
    )
    shape = asked if asked in known else first
    current_app.extensions["alongside_words_for"](shape.needs)
    g.words.phone = next(iter(services().settings.site_phones.values()), "")
    study = services().study
    modules = services().catalogue.consent_modules.values()
    return render_template(
        f"gallery_{subject}.html",
        shape=shape,
        others=[
            replace(shape, **{name: value})
            for name, values in (("language", study.languages), ("form", FORMS), ("colours", COLOURS))
            for value in values
            if replace(shape, **{name: value}) in known
        ],
        subjects=[replace(first, subject=other) for other in SUBJECTS],
        samples=samples(services()),
        study=study,
        steps=list(zip(study.version_on(services().clock.today()).journey, STATES, strict=False))[:STEPS_AT_MOST],
        statement=next((f"{module.owner}.{module.statements[0].code}" for module in modules if module.statements), ""),
    )


def samples(opened: Services) -> dict[str, Sample]:
    """Return one question for each kind of response that the installed instruments of our own words ask for."""
    found: dict[str, Sample] = {}
    for instrument in opened.catalogue.instruments.values():
        if instrument.licence.wording_may_ship:
            for question in instrument.items:
                wording = Wording(WordsFrom.OWN, instrument, "", opened.study.languages[0])
                found.setdefault(_kind(question), Sample(question, wording))
    return found


def _kind(question: Question) -> str:
    return "Rows" if isinstance(question, Rows) else _response(question)


def _response(item: Item) -> str:
    return type(item.response).__name__
