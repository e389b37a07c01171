"""The words of every message, and how they become a message."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from bidi.algorithm import get_display

from alongside.core.definitions.messages import RULES, Attachment, Audience, ChannelKind, MessageReason, NextStep
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.languages.catalogue import read_catalogues
from alongside.core.languages.formats import format_date, format_time
from alongside.core.languages.sources import sources_from_toml
from alongside.core.messages.calendar_entry import Appointment
from alongside.core.messages.gate import Why
from alongside.core.messages.neutral import find_forbidden
from alongside.core.messages.segments import most_segments
from alongside.core.messages.sms import measure_sms
from alongside.core.messages.templates import (
    LONGEST,
    LONGEST_IN,
    Envelope,
    MessageError,
    Template,
    all_templates,
    check_all,
    check_template,
    compose,
    find_template,
    longest_text,
    name_to_use,
)

LOCALES = Path(__file__).parents[3] / "locales"
SOURCES = [source for source in sources_from_toml(LOCALES / "en") if source.id.startswith("messages.")]
EASY = {f"{source.id}#easy": source.text.easy for source in SOURCES if source.text.easy}
ENGLISH = {source.id: source.text.standard for source in SOURCES}
# A text without a translation is shown in English, so that is what is looked at.
LANGUAGES = {"en": ENGLISH} | {
    catalogue.language: ENGLISH | {entry.id: entry.words[-1] for entry in catalogue.translations if entry.words[-1]}
    for catalogue in read_catalogues(LOCALES)
}
FORMS = {"standard": "", "easy": "#easy"}
TEMPLATES = list(all_templates())
LINK = "https://host.example.org/s/0123456789abcdefghijklmnopqrstuv"
ENVELOPE = Envelope(key="k1", to="+447700900123", sender="Hello")
VALUES = {"link": LINK, "phone": "07700 900900"}


def say(text_id: str, values: Mapping[str, str]) -> str:
    words = ENGLISH[text_id]
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", value)
    return words


def longest_values(template: Template) -> dict[str, str]:
    return {name: LONGEST[name] for name in template.values} | (
        {"next_step": "choose a time for a talk"} if "next_step" in template.values else {}
    )


def name_of(template: object) -> str:
    return template.body_id if isinstance(template, Template) else str(template)


def test_every_reason_has_words_on_every_channel_it_goes_by_and_nothing_is_left_over() -> None:
    wanted = {text_id for template in TEMPLATES for text_id in (template.body_id, template.subject_id) if text_id}
    assert len(TEMPLATES) == 45
    said_otherwise = ("hello", "contact_team", "step_", "why_", "refused_", "call_", "calendar_")
    others = {key for key in ENGLISH if key.removeprefix("messages.").startswith(said_otherwise)}
    assert set(ENGLISH) - others == wanted


def in_form(language: str, form: str) -> dict[str, str]:
    """Return a language's words in one form: where there are no easier ones, the standard ones."""
    texts = LANGUAGES[language] | (EASY if language == "en" else {})
    return {text_id: texts.get(text_id + FORMS[form], texts[text_id]) for text_id in ENGLISH}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_every_message_are_sound_in_every_language_and_form(language: str, form: str) -> None:
    assert list(check_all(in_form(language, form).__getitem__, language=language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_every_email_and_letter_to_a_family_has_easy_words_in_every_language(template: Template, language: str) -> None:
    if RULES[template.reason].audience is Audience.PROFESSIONAL or template.channel is ChannelKind.SMS:
        return  # a text message is as short as it can be, in both forms
    standard, easy = (in_form(language, form)[template.body_id] for form in FORMS)
    assert easy != standard
    longest = max(len(sentence.split()) for line in easy.splitlines() for sentence in line.replace("؟", ".").split("."))
    assert longest <= 15


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", [each for each in TEMPLATES if each.channel is ChannelKind.SMS], ids=name_of)
def test_a_text_message_is_one_part_at_its_longest_or_an_exception_with_its_reason(
    template: Template, language: str
) -> None:
    size = measure_sms(longest_text(LANGUAGES[language][template.body_id], language))
    assert size.segments == most_segments(template.reason, language)
    assert size.encoding == "gsm7" or language != "en"
    assert most_segments(template.reason, "en") == 1


def test_the_longest_link_and_next_step_are_what_the_measure_says_they_are() -> None:
    assert len(LONGEST["link"]) == len(LINK)
    for language, texts in LANGUAGES.items():
        room = (LONGEST | LONGEST_IN.get(language, {}))["next_step"]
        assert max(len(texts[step.text_id]) for step in NextStep) <= len(room)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_time_of_a_talk_is_longer_than_the_measure_says(language: str) -> None:
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    days = [format_date(day, language, with_weekday=True).replace("2026", "").strip(" ،,") for day in year]
    joined = (
        f" at {format_time(time(12, 30), language)}" if language == "en" else f"، {format_time(time(12, 30), language)}"
    )
    longest = (LONGEST | LONGEST_IN.get(language, {}))["when"]
    assert max(len(day.replace(",", "")) for day in days) + len(joined) <= len(longest)


def test_every_next_step_and_greeting_has_neutral_words() -> None:
    pieces = [step.text_id for step in NextStep]
    pieces += [f"messages.{key}" for key in ("hello", "hello_name", "contact_team", "calendar_title", "calendar_text")]
    for texts in LANGUAGES.values():
        for text_id in pieces:
            assert find_forbidden(texts[text_id]) == ()


def test_every_decision_of_the_gate_has_words_for_staff() -> None:
    assert {why.text_id for why in Why} == {key for key in ENGLISH if key.startswith("messages.why_")}


def test_a_code_is_digits_and_nothing_else() -> None:
    message = compose(MessageReason.CODE, ChannelKind.SMS, say, {"code": "482913"}, ENVELOPE)
    assert message.body == "482913"
    assert message.subject == ""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_a_name_stands_in_no_message_unless_that_is_safe(template: Template, language: str, form: str) -> None:
    texts = in_form(language, form)

    def say_in(text_id: str, values: Mapping[str, str]) -> str:
        words = texts[text_id]
        for name, value in values.items():
            words = words.replace(f"{{{name}}}", value)
        return words

    contacts = {
        "": [SafeContact(), SafeContact(known=True), SafeContact(known=True, may_use_name=True, shared_phone=True)],
        "Wilhelmina-Rose": [SafeContact(known=True, may_use_name=True)],
    }
    for named, records in contacts.items():
        for safe in records:
            called = name_to_use(safe, "Wilhelmina-Rose")
            assert called == named
            envelope = Envelope("k1", "someone@example.org", "Hello", language=language, called=called)
            message = compose(template.reason, template.channel, say_in, longest_values(template), envelope)
            is_named = bool(named) and template.channel is not ChannelKind.SMS
            assert ("Wilhelmina-Rose" in message.body) is is_named
            assert "Wilhelmina-Rose" not in message.subject


APPOINTMENT = Appointment(
    "BR0001C.baseline.1", datetime(2026, 3, 12, 10, tzinfo=UTC), 45, made_at=datetime(2026, 3, 10, 9, tzinfo=UTC)
)


@pytest.mark.parametrize("reason", MessageReason)
@pytest.mark.parametrize("channel", ChannelKind)
def test_only_an_email_about_an_appointment_carries_it_for_the_calendar(
    reason: MessageReason, channel: ChannelKind
) -> None:
    if channel not in RULES[reason].channels:
        return
    template = find_template(reason, channel)
    envelope = Envelope("k1", "someone@example.org", "Hello", called="Sam", appointment=APPOINTMENT)
    message = compose(reason, channel, say, longest_values(template), envelope)
    names = [attachment.filename for attachment in message.attachments]
    is_one = reason in {MessageReason.APPOINTMENT, MessageReason.APPOINTMENT_MOVED} and channel is ChannelKind.EMAIL
    assert names == (["entry.ics"] if is_one else [])
    for attachment in message.attachments:
        assert b"Sam" not in attachment.content
        assert b"BR0001C" not in attachment.content
        assert find_forbidden(attachment.content.decode()) == ()


def test_a_file_whose_name_tells_is_an_error_before_sending() -> None:
    envelope = Envelope("k", "s@example.org", "Hello", attachments=(Attachment("study.pdf", "application/pdf", b""),))
    with pytest.raises(MessageError, match="gives away: study"):
        compose(MessageReason.PART_DUE, ChannelKind.EMAIL, say, VALUES | {"contact": "Ola"}, envelope)


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_every_message_can_be_composed_and_says_its_link_on_a_line_of_its_own(template: Template) -> None:
    values = longest_values(template)
    envelope = Envelope("k1", "someone@example.org", "Hello", called="Alexandra-Louise")
    message = compose(template.reason, template.channel, say, values, envelope)
    assert message.channel is template.channel
    assert "{" not in message.body + message.subject
    lines = message.body.splitlines()
    assert lines.count(LONGEST["link"]) == ("link" in template.placeholders)
    assert message.body.count("https://") == ("link" in template.placeholders)
    assert bool(message.subject) is (template.channel is not ChannelKind.SMS)
    if template.channel is ChannelKind.SMS:
        assert "Alexandra-Louise" not in message.body


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"link": LINK}, "lacks: phone"),
        (VALUES | {"link": ""}, "lacks: link"),
        (VALUES | {"name": "Sam"}, "has no place for: name"),
        (VALUES | {"hello": "Hello Sam,"}, "has no place for: hello"),
    ],
)
def test_a_missing_or_extra_value_is_an_error_before_sending(values: dict[str, str], complaint: str) -> None:
    with pytest.raises(MessageError, match=complaint):
        compose(MessageReason.PART_DUE, ChannelKind.SMS, say, values, ENVELOPE)


def test_a_placeholder_that_the_translation_lost_is_an_error_before_sending() -> None:
    with pytest.raises(MessageError, match="lost: link"):
        compose(MessageReason.PART_DUE, ChannelKind.SMS, lambda *_: "Ring 07700 900900", VALUES, ENVELOPE)


def test_a_placeholder_that_nothing_filled_is_an_error_before_sending() -> None:
    with pytest.raises(MessageError, match="unfilled: name"):
        compose(MessageReason.PART_DUE, ChannelKind.SMS, lambda *_: f"{{name}} {LINK} 07700 900900", VALUES, ENVELOPE)


def test_a_value_that_gives_something_away_is_an_error_before_sending() -> None:
    values = VALUES | {"when": "Monday at the Children's Centre"}
    with pytest.raises(MessageError, match=r"gives away: child\*"):
        compose(MessageReason.APPOINTMENT, ChannelKind.SMS, say, values, ENVELOPE)


def test_the_name_of_an_installed_study_is_an_error_before_sending() -> None:
    with pytest.raises(MessageError, match="gives away: ready"):
        compose(MessageReason.PART_DUE, ChannelKind.SMS, say, VALUES, ENVELOPE, forbidden=["ready"])


@pytest.mark.parametrize("sender", ["", "  ", "The Family Study", "Study", "A very long name", "Hello\nthere", "07"])
def test_a_sender_that_tells_or_does_not_fit_is_an_error_before_sending(sender: str) -> None:
    with pytest.raises(MessageError):
        compose(MessageReason.PART_DUE, ChannelKind.SMS, say, VALUES, Envelope("k", "+447700900123", sender))


@pytest.mark.parametrize("sender", ["Hello", "Next Steps", "+447700900900", "60060"])
def test_a_short_neutral_name_or_a_number_can_send(sender: str) -> None:
    message = compose(MessageReason.PART_DUE, ChannelKind.SMS, say, VALUES, Envelope("k", "+447700900123", sender))
    assert message.sender == sender


def test_a_person_whose_name_is_also_a_word_of_the_list_can_be_written_to() -> None:
    envelope = Envelope("k", "sam@example.org", "Hello", called="Baby")
    values = VALUES | {"contact": "Constance Parent"}
    message = compose(MessageReason.PART_DUE, ChannelKind.EMAIL, say, values, envelope)
    assert message.body.startswith("Hello Baby,")
    assert "Constance Parent" in message.body


def test_nobody_is_greeted_by_name_unless_that_is_safe() -> None:
    assert name_to_use(SafeContact(known=True, may_use_name=True), "Sam") == "Sam"
    assert name_to_use(SafeContact(known=True, may_use_name=True, shared_phone=True), "Sam") == ""
    assert name_to_use(SafeContact(known=True), "Sam") == ""
    assert name_to_use(SafeContact(may_use_name=True), "Sam") == ""
    message = compose(MessageReason.PART_DUE, ChannelKind.EMAIL, say, VALUES | {"contact": "Ola"}, ENVELOPE)
    assert message.body.startswith("Hello,\n")


def test_a_phone_number_keeps_the_order_of_its_groups_among_urdu_words() -> None:
    envelope = Envelope("k", "+447700900123", "Hello", language="ur", direction="rtl")
    message = compose(
        MessageReason.PART_DUE, ChannelKind.SMS, lambda _, v: f"سلام\n{v['link']}\nفون {v['phone']}", VALUES, envelope
    )
    shown = get_display(message.body.splitlines()[-1], base_dir="R")
    assert "07700\u00a0900900" in shown
    assert message.direction == "rtl"


def test_invisible_direction_marks_never_stick_to_a_link_a_number_or_a_code() -> None:
    def isolate(words: str) -> str:
        return f"\u2066{words}\u2069"

    envelope = Envelope("k", "+447700900123", "Hello", language="ur", direction="rtl")
    message = compose(
        MessageReason.PART_DUE,
        ChannelKind.SMS,
        lambda _, v: f"سلام\n{isolate(v['link'])}\nفون {isolate(v['phone'])}",
        VALUES,
        envelope,
    )
    assert message.body == f"سلام\n{LINK}\nفون 07700\u00a0900900"
    code = compose(MessageReason.CODE, ChannelKind.SMS, lambda _, v: isolate(v["code"]), {"code": "482913"}, envelope)
    assert code.body == "482913"


def test_a_message_goes_only_by_the_channels_of_its_reason() -> None:
    with pytest.raises(MessageError, match="does not go by letter"):
        find_template(MessageReason.CODE, ChannelKind.LETTER)


def test_neither_address_nor_words_show_when_a_message_is_printed_in_a_log() -> None:
    envelope = Envelope(
        "k1", "+447700900123", "Hello", attachments=(Attachment("a.pdf", "application/pdf", b"secret"),)
    )
    message = compose(MessageReason.PART_DUE, ChannelKind.SMS, say, VALUES, envelope)
    printed = repr(message)
    assert "k1" in printed
    assert "900123" not in printed
    assert LINK not in printed
    assert "secret" not in printed


def faults_of(body: str, subject: str = "Hello", reason: MessageReason = MessageReason.PART_DUE) -> list[str]:
    template = find_template(reason, ChannelKind.EMAIL)
    return [fault.code for fault in check_template(template, body, subject)]


def test_each_fault_of_a_template_is_named() -> None:
    sound = "{hello}\n{link}\n{contact} {phone}"
    assert faults_of(sound) == []
    assert faults_of("{hello}\n{contact} {phone}") == ["MESSAGE_PLACEHOLDER_MISSING"]
    assert faults_of(sound + "{name}") == ["MESSAGE_PLACEHOLDER_UNKNOWN"]
    assert faults_of(sound, "For {name}") == ["MESSAGE_PLACEHOLDER_UNKNOWN"]
    assert faults_of("{hello}\nhere: {link}\n{contact} {phone}") == ["MESSAGE_LINK_NOT_ALONE"]
    assert faults_of(sound + " our study") == ["MESSAGE_WORD_FORBIDDEN"]
    assert faults_of(sound, "Our study") == ["MESSAGE_WORD_FORBIDDEN"]
    assert faults_of(sound, "") == ["MESSAGE_SUBJECT_MISSING"]
    assert faults_of(sound, "One\ntwo") == ["MESSAGE_SUBJECT_MISSING"]


def test_a_text_message_of_more_parts_than_its_language_may_have_is_a_fault() -> None:
    template = find_template(MessageReason.PART_DUE, ChannelKind.SMS)
    english = "Please " * 20 + "\n{link}\n{phone}"
    urdu = "آپ کا اگلا حصہ تیار ہے۔\n{link}\n{phone}"
    assert [fault.code for fault in check_template(template, english)] == ["MESSAGE_TOO_LONG"]
    assert [fault.code for fault in check_template(template, english, language="ur")] == []
    assert [fault.code for fault in check_template(template, urdu, language="xx")] == ["MESSAGE_TOO_LONG"]
    assert [fault.code for fault in check_template(template, urdu, language="ur")] == []


def test_families_can_be_reached_by_letter_for_everything_but_a_code() -> None:
    families = {reason for reason, rule in RULES.items() if rule.audience is Audience.FAMILY}
    by_letter = {template.reason for template in TEMPLATES if template.channel is ChannelKind.LETTER}
    assert families - by_letter == {MessageReason.CODE}
