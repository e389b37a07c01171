"""The application factory: nothing is global, everything a view needs comes in one `Services` value."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask, abort, g, request
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, PackageLoader, StrictUndefined
from markupsafe import Markup

import alongside.accessibility
from alongside.core.conduct.arriving import SignedIn, Waiting, minutes_open
from alongside.core.conduct.services import Services
from alongside.core.conduct.texts import OfferedLanguages
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.engine.reading import is_unreadable
from alongside.core.languages.negotiation import find_offered, negotiate_language
from alongside.core.web.access import guard, recognise
from alongside.core.web.callbacks import callback_pages
from alongside.core.web.demonstration import demonstration_pages
from alongside.core.web.errors import error_pages
from alongside.core.web.family import (
    accessible,
    arriving,
    consent,
    contact,
    copies,
    helps,
    information,
    leaving,
    path,
    questions,
    sheets,
    stopping,
    telling,
    with_care,
)
from alongside.core.web.headers import add_headers
from alongside.core.web.hosts import refuse_other_hosts
from alongside.core.web.sessions import OneCookieInterface
from alongside.core.web.sounds import Sounds, sound_pages
from alongside.core.web.staff import (
    account,
    ages,
    children,
    data,
    families,
    messages,
    needs,
    organisation,
    passkeys,
    people,
    record,
    requests,
    safe_contact,
    set_up,
    signing_in,
    unsent,
    versions,
)
from alongside.core.web.staff.ways import ways_of
from alongside.core.web.type import NAME, rules_of, type_pages
from alongside.core.web.uploads import MemoryRequest
from alongside.core.web.words import PageWords

LARGEST_FORM = 4_000_000
"""Bytes. A page of words that is far too long still comes back to the person who wrote it, with how long it may be."""


def create_app(services: Services) -> Flask:
    """Return the application for one open deployment."""
    app = Flask("alongside", static_folder=None, template_folder=None)
    over_https = services.settings.base_url.startswith("https://")
    app.config.update(
        SECRET_KEY=services.secret,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        WTF_CSRF_TIME_LIMIT=None,  # a parent may leave a page open all day
        WTF_CSRF_SSL_STRICT=False,  # it asks for the Referer that our Referrer-Policy keeps back
        PREFERRED_URL_SCHEME="https" if over_https else "http",
    )
    app.request_class = MemoryRequest
    app.extensions["alongside"] = services
    app.session_interface = OneCookieInterface(services.secret, over_https=over_https)
    app.jinja_env.loader = ChoiceLoader([PackageLoader("alongside.core.web"), PackageLoader("alongside.accessibility")])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        style=_style("page"), staff_style=_style("staff"), letters_of=rules_of, page_script=_script("page")
    )
    app.jinja_env.globals.update(minutes_open=minutes_open(services.settings.idle_minutes))
    offered = OfferedLanguages(services)
    sounds = Sounds(services.book, services.prompts, offered.beside_consents)
    app.extensions["alongside_sounds"] = sounds
    app.extensions["alongside_languages"] = offered
    add_headers(app, over_https=over_https)
    error_pages(app)
    for pages in (
        arriving.pages,
        leaving.pages,
        information.pages,
        consent.pages,
        questions.pages,
        with_care.pages,
        path.pages,
        stopping.pages,
        contact.pages,
        helps.pages,
        telling.pages,
        accessible.pages,
        sheets.pages,
        copies.pages,
        signing_in.pages,
        set_up.pages,
        account.pages,
        people.pages,
        families.staff_pages,
        safe_contact.pages,
        needs.pages,
        children.pages,
        messages.pages,
        requests.pages,
        data.data_pages,
        ages.pages,
        versions.pages,
        record.pages,
        unsent.pages,
        organisation.pages,
        passkeys.pages,
        sound_pages(sounds),
        type_pages,
        callback_pages,
        *((demonstration_pages,) if services.settings.demonstration else ()),
    ):
        app.register_blueprint(pages)
    refuse_other_hosts(app, services.settings)
    recognise(app)
    _words_for_each_page(app, services, sounds, offered)
    _refuse_unreadable(app)
    guard(app)
    forms = CSRFProtect(app)
    forms.exempt(leaving.leave)  # leaving never fails, however old the page is
    forms.exempt(callback_pages)  # signed by the provider instead
    Babel(app, locale_selector=lambda: g.words.language.replace("-", "_"))
    return app


def _style(name: str) -> Markup:
    whole = _one_line(f"styles/{name}.css").replace("/type/naskh.woff2", f"/type/{NAME}.woff2")
    return Markup(whole)  # noqa: S704 - our own file


def _script(name: str) -> Markup:
    return Markup(_one_line(f"scripts/{name}.js"))  # noqa: S704 - our own file; each statement in it ends with a semicolon


def _one_line(name: str) -> str:
    """Return a file of ours without its comments and indents."""
    file = Path(alongside.accessibility.__file__).parent / name
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    whole = " ".join(line for line in lines if line)
    while "/*" in whole:
        before, _, rest = whole.partition("/*")
        whole = before + rest.partition("*/")[2]
    return whole.strip()


def _refuse_unreadable(app: Flask) -> None:
    """No address of ours holds a control character, and PostgreSQL takes no NUL."""

    @app.before_request
    def look_at_address() -> None:
        if is_unreadable(request.path):
            abort(404)


def _words_for_each_page(app: Flask, services: Services, sounds: Sounds, offered: OfferedLanguages) -> None:
    def default_words() -> None:
        g.words = PageWords(services, sounds, NeedsProfile(language=services.study.languages[0]))

    def words_for(needs: NeedsProfile) -> None:
        g.words = PageWords(services, sounds, needs, g.words.phone)

    app.extensions["alongside_default_words"] = default_words
    app.extensions["alongside_words_for"] = words_for

    @app.before_request
    def find_words() -> None:
        # Whoever is known has a language of their own, and pages need not ask which others there are.
        g.languages = () if g.get("acting") else offered.now()
        needs, phone = _needs_of_request(services, g.languages)
        g.words = PageWords(services, sounds, needs, phone)

    # As globals, not as context: a macro file that needs no context is made once, not for each request.
    app.jinja_env.globals.update(
        say=_of_this_page("say"),
        show=_of_this_page("show"),
        plain=_of_this_page("plain"),
        drawing=_of_this_page("drawing"),
        explain=_of_this_page("explain"),
        is_demonstration=services.settings.demonstration,
    )

    @app.context_processor
    def give() -> dict[str, object]:
        words = g.words
        person = g.get("acting")
        return {
            "w": words,
            "needs": words.needs,
            "nonce": g.nonce,
            "is_signed_in": person is not None,
            "staff_ways": ways_of(person) if person is not None else (),
        }


def _of_this_page(name: str) -> Callable[..., Any]:
    """Return a function that asks the words of the page being made."""

    def of_this_page(*given: Any, **values: Any) -> Any:
        return getattr(g.words, name)(*given, **values)

    return of_this_page


def _needs_of_request(services: Services, offered: tuple[str, ...]) -> tuple[NeedsProfile, str]:
    phones = services.settings.site_phones
    presence = g.get("presence")
    if isinstance(presence, SignedIn):
        return presence.acting.needs, phones.get(presence.site, "")
    if isinstance(presence, Waiting):
        wish = find_offered(request.args.get("language", ""), offered)
        needs = replace(presence.needs, language=wish) if wish else presence.needs
        return needs, phones.get(presence.site, "")
    language = negotiate_language(
        offered,
        chosen=request.args.get("language", ""),
        accept_language=request.headers.get("Accept-Language", ""),
        study_default=services.study.languages[0],
    )
    return NeedsProfile(language=language), next(iter(phones.values()), "")
