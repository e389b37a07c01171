"""The copy of a consent as a PDF: every word in the language in which the person agreed."""

from collections.abc import Callable
from datetime import UTC, datetime

from alongside.accessibility.documents.typefaces import load_typefaces
from alongside.core.conduct.consenting import TYPED, WITNESSED, KeptCopy, SomebodyThere
from alongside.core.conduct.people import Acting
from alongside.core.conduct.seals import seal_document
from alongside.core.conduct.services import Services
from alongside.core.engine.strokes import strokes_picture
from alongside.core.languages.formats import format_date, format_time, uk_time
from alongside.core.languages.placeholders import LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE
from alongside.core.reports.consent_copy import LABELS, ConsentCopy, CopyStatement, render_consent_copy
from alongside.core.storage.copy_codes import code_of, is_of_a_consent

UNPRINTABLE = "?"
CHECK_PATH = "/copy/check"
"""Where anybody can ask about a copy."""


def render_copy(services: Services, acting: Acting, kept: KeptCopy, *, large_print: bool, phone: str) -> bytes:
    """Return the sealed PDF of a kept copy. The words agreed to come from the copy itself, never from today's wording.

    Call it outside transactions: the seal takes its time.
    """
    signed = datetime.fromisoformat(kept.signed_at)
    local = uk_time(signed)

    def say(text_id: str, **values: str) -> str:
        return services.book.say(text_id, kept.language, values, easy=kept.easy_read, isolate=False).words

    labels = {
        key: say(f"documents.{key}", page="{page}", pages="{pages}") if key == "page" else say(f"documents.{key}")
        for key in LABELS
    }
    copy = ConsentCopy(
        study_title=say(f"{services.study.code}.name"),
        module_title=kept.title,
        statements=tuple(
            CopyStatement(
                words=statement.words,
                answer_words=say(f"pages.{statement.answer}"),
                if_answer_words=statement.if_yes if statement.answer == "yes" else statement.if_no,
                answered_yes=statement.answer == "yes",
            )
            for statement in kept.statements
        ),
        signed_name=_printable(kept.signed_name),
        signature_meaning=kept.meaning,
        method_words=method_words(kept, say),
        signed_at_local=_on_two_lines(local, kept.language),
        signed_at_utc=utc_words(signed),
        study_number=acting.subject,
        version=kept.version,
        content_hash=kept.content_hash,
        language=kept.language,
        format_words=say("pages.copy_format_easy" if kept.easy_read else "pages.copy_format_standard"),
        contact_lines=(say("pages.copy_phone", phone=phone),) if phone else (say("pages.help_line_no_phone"),),
        labels=labels,
        check_url=f"{services.settings.base_url}{CHECK_PATH}/{code_of(kept.record_hash)}",
        information=kept.information,
        signature_picture=strokes_picture(kept.strokes) if kept.strokes else b"",
        signature_alt=say("pages.copy_drawn_alt"),
        facts=tuple((label, _printable(value)) for label, value in facts_of(kept, say)),
    )
    return seal_document(services.settings, render_consent_copy(copy, large_print=large_print, created_at=signed))


def is_genuine(services: Services, code: str) -> bool:
    """Return whether a code stands on a copy of a consent that the ledger holds."""
    with services.records.read() as tx:
        return is_of_a_consent(tx, code)


def method_words(kept: KeptCopy, say: Callable[..., str]) -> str:
    """Return in words how somebody signed."""
    if kept.method == WITNESSED:
        return say(f"pages.copy_said_{kept.mode}", name=kept.received_by)
    return say("pages.copy_method" if kept.method == TYPED else f"pages.copy_{kept.method}")


def facts_of(kept: KeptCopy, say: Callable[..., str]) -> tuple[tuple[str, str], ...]:
    """Return who else was there, how the words were taken in and what was asked, each with its label."""
    found = [(say(f"pages.copy_{one.role}"), _named(one)) for one in kept.people]
    if kept.mode != "self":
        found.append((say("pages.copy_heard"), say(f"pages.copy_heard_{kept.heard or 'read'}")))
    if kept.questions_asked:
        found.append((say("pages.copy_asked"), kept.questions_asked))
        found.append((say("pages.copy_answered_by"), kept.questions_answered_by))
    return tuple(found)


def _named(one: SomebodyThere) -> str:
    return f"{one.name} ({one.relationship})" if one.relationship else one.name


def _on_two_lines(at: datetime, language: str) -> str:
    """Return day and time under each other: on one line of Urdu the figures of both would run into each other."""
    return f"{format_date(at.date(), language)}\n{LEFT_TO_RIGHT_ISOLATE}{format_time(at.time(), language)}{POP_ISOLATE}"


def utc_words(at: datetime) -> str:
    """Return a moment as the record has it, in figures that each language writes alike."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _printable(name: str) -> str:
    """Return a name with a mark for each letter that no typeface of ours has; the page and the record keep it whole."""
    typefaces = load_typefaces().values()
    return "".join(one if one.isspace() or any(face.covers(one) for face in typefaces) else UNPRINTABLE for one in name)
