"""The licences of a deployment: which words it has for every instrument, under which record, and what is wrong."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.licence import MODES
from alongside.core.definitions.pack_checks import CheckedPack
from alongside.core.definitions.study import Study, forms_by_age
from alongside.core.definitions.text_pack import TextPack
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.settings import Settings

ENDS_SOON = 30
"""Days before its end from which a licence is warned of: a holder needs time to renew it."""


@dataclass(frozen=True, slots=True)
class InstrumentLicence:
    """One instrument with its packs. `kind` is "own" or "open" (our words, or free ones), or "licensed"."""

    instrument: Instrument
    kind: str
    in_study: bool
    packs: tuple[CheckedPack, ...]

    @property
    def words(self) -> str:
        """What families would read: "complete", "licensed pack" or "none"."""
        if self.kind != "licensed":
            return "complete"
        return "licensed pack" if self.instrument.has_wording else "none"

    @property
    def modes(self) -> tuple[str, ...]:
        """The ways in which it may be asked: all with free words, else those that a sound pack allows for some form."""
        if self.kind != "licensed":
            return MODES
        allowed = {mode for pack in self.instrument.packs if pack.forms for mode in pack.record.modes}
        return tuple(mode for mode in MODES if mode in allowed)


def licences_of(catalogue: Catalogue, study: Study | None) -> tuple[InstrumentLicence, ...]:
    """Return every installed instrument with its packs, those of the study first."""
    asked = asked_forms(study, catalogue) if study else {}
    listed = [
        InstrumentLicence(
            one,
            _kind(one),
            in_study=code in asked,
            packs=tuple(pack for pack in catalogue.packs if pack.head is not None and pack.head.instrument == code),
        )
        for code, one in catalogue.instruments.items()
    ]
    return tuple(sorted(listed, key=lambda one: (not one.in_study, one.instrument.code)))


def packs_of_nothing(catalogue: Catalogue) -> tuple[CheckedPack, ...]:
    """Return the packs that belong to no installed instrument, or whose record cannot be read."""
    return tuple(
        pack for pack in catalogue.packs if pack.head is None or pack.head.instrument not in catalogue.instruments
    )


def pack_faults(catalogue: Catalogue, today: date) -> Iterator[Fault]:
    """Yield everything that is wrong with the packs of the deployment, and which of them ends soon."""
    for checked in catalogue.packs:
        yield from checked.faults
        if checked.pack is not None:
            yield from _ending_faults(checked.pack, today)


def licence_faults(settings: Settings, catalogue: Catalogue, study: Study, today: date) -> Iterator[Fault]:
    """Yield what keeps a live study from asking its instruments: words that its licences do not give."""
    yield from pack_faults(catalogue, today)
    asked = asked_forms(study, catalogue)
    yield from _setting_faults(settings, study, asked)
    for code, forms in asked.items():
        instrument = catalogue.instruments[code]
        if instrument.licence.wording_may_ship:
            continue
        unlicensed = [form for form in forms if not _in_force(instrument, form, today)]
        if unlicensed:
            which = "" if len(unlicensed) == len(instrument.all_forms) else f", form {' and '.join(unlicensed)},"
            yield Fault(
                "WORDING_SKELETON",
                code,
                f"The instrument {code!r}{which} has stand-in words only.",
                "Install the licensed text pack of its holder; `alongside licences` says what is there.",
            )
        yield from _language_faults(settings, study, instrument, [one for one in forms if one not in unlicensed], today)


def asked_forms(study: Study, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return the forms of each instrument that a study can ask, in any of its versions."""
    found: dict[str, dict[str, None]] = {}
    for version in study.versions:
        for visit in version.visits:
            for asked in visit.asked:
                instrument = catalogue.instruments[asked.instrument]
                forms = [span.form for span in forms_by_age(asked, instrument)]
                if asked.per != "child":
                    forms = forms[:1]
                found.setdefault(asked.instrument, {}).update(dict.fromkeys(forms))
    return {code: tuple(forms) for code, forms in found.items()}


def _kind(instrument: Instrument) -> str:
    if not instrument.licence.wording_may_ship:
        return "licensed"
    return "own" if "Alongside" in instrument.licence.holder else "open"


def _in_force(instrument: Instrument, form: str, today: date) -> tuple[TextPack, ...]:
    return tuple(pack for pack in instrument.packs_of(form) if pack.record.is_in_force(today))


def _language_faults(
    settings: Settings, study: Study, instrument: Instrument, forms: list[str], today: date
) -> Iterator[Fault]:
    left_out = settings.not_asked_in.get(instrument.code, ())
    for form in forms:
        there = {language for pack in _in_force(instrument, form, today) for language in pack.languages}
        for language in study.languages:
            if language not in there and language not in left_out:
                yield Fault(
                    "WORDING_LANGUAGE_MISSING",
                    f"{instrument.code}.{form}.{language}",
                    f"The licensed words of {instrument.code!r}, form {form!r}, are not there in {language!r}.",
                    f"Install the holder's words in that language; or set not_asked_in.{instrument.code} to hold these "
                    "questions for families of that language.",
                )


def _setting_faults(settings: Settings, study: Study, asked: Collection[str]) -> Iterator[Fault]:
    for code, languages in settings.not_asked_in.items():
        if code not in asked:
            yield Fault(
                "NOT_ASKED_UNKNOWN",
                f"settings.not_asked_in.{code}",
                f"The study does not ask {code!r}.",
                f"Choose from {', '.join(sorted(asked))}.",
            )
        for language in sorted(set(languages) - set(study.languages)):
            yield Fault(
                "NOT_ASKED_UNKNOWN",
                f"settings.not_asked_in.{code}",
                f"The study has no language {language!r}.",
                f"Choose from {', '.join(study.languages)}.",
            )


def _ending_faults(pack: TextPack, today: date) -> Iterator[Fault]:
    left = pack.record.days_left(today)
    if left is not None and left <= ENDS_SOON:
        yield Fault(
            "LICENCE_ENDS_SOON",
            pack.name,
            f"The licence {pack.record.reference} of {pack.instrument!r} ends on {pack.record.expires}, "
            f"in {left} {'day' if left == 1 else 'days'}.",
            f"Ask {pack.record.holder} to renew it: on the day after, nobody is shown these questions.",
            is_warning=True,
        )
