"""A study: sites, dated versions, visits, which instrument whom is asked at which age, consent, journey, reminders."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from alongside.core.definitions.ages import EARLY_AT_MOST, AdjustAge, AgeBand, NotAsked, OverlapSettled
from alongside.core.definitions.consent import ConsentModule, Topic
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.roles import Role, role_faults
from alongside.core.definitions.text import SourceText, Words, as_text

OVERDUE_AT_MOST = 2
"""With the word that the visit has opened these are the three reminders that a wave may have."""

_EARLY_MONTHS = EARLY_AT_MOST // 4 + 1
"""Completed months by which an adjusted age may differ, at the most: a month is four weeks and some days."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place that recruits. `prefix` starts its study numbers; `nation` decides words of law (plan or register)."""

    code: str
    title: str
    prefix: str
    nation: str


@dataclass(frozen=True, slots=True)
class FormAges:
    """From `from_months` up to, not including, `to_months`, this form is asked."""

    form: str
    from_months: int
    to_months: int


@dataclass(frozen=True, slots=True)
class Asked:
    """An instrument in a visit. `per` is "child" or "participant"; `ages` settles which form at which exact age.

    `ages` empty = the instrument's own forms and ages; `overlaps` says why, where the instrument has more than one form.
    `is_primary` marks the primary outcome. `opens_because` says why a part that warns of hard questions may begin a sitting.
    `adjust_for_early` stands before the instrument's own rule; None = as that says.
    """

    instrument: str
    per: str
    ages: tuple[FormAges, ...] = ()
    gaps: tuple[NotAsked, ...] = ()
    overlaps: tuple[OverlapSettled, ...] = ()
    is_primary: bool = False
    adjust_for_early: AdjustAge | None = None
    opens_because: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A time at which a family is asked. It opens `after_months` from the day of consent and is open `open_days`."""

    code: str
    title: Words
    after_months: int
    open_days: int
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """A step of "where you are". `done_when` names the event that ends it: "consent", "visit:<code>", or "month:<n>"."""

    code: str
    title: Words
    what_happens: Words
    done_when: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A message that goes out once in each period, counted in months from the day of consent.

    `statement` is the code of the consent statement that it rests on: who said no to it is not reminded.
    """

    reason: str
    every_months: int
    until_months: int
    statement: str = ""


@dataclass(frozen=True, slots=True)
class VisitReminders:
    """That a visit is announced when it opens, and after how many days, at most twice, who has not answered is reminded.

    A visit that begins with consent is not announced: its questions are on the page at that moment. `statement` is as
    in `Reminder`.
    """

    overdue_after_days: tuple[int, ...] = (14, 28)
    statement: str = ""


@dataclass(frozen=True, slots=True)
class StudyVersion:
    """What the study asks from a day on. A visit keeps the version that was in force when it was opened.

    Of `consent_modules`, in their order, each person is shown those that people of their role may sign: taking part rests
    on the first of these, the others are a free choice. `ethics_reference` is the number under which the research ethics
    committee approved this version; empty = none was given yet.
    """

    code: str
    in_force_from: date
    consent_modules: tuple[str, ...]
    visits: tuple[Visit, ...]
    journey: tuple[JourneyStep, ...]
    reminders: tuple[Reminder, ...]
    visit_reminders: VisitReminders | None = None
    ethics_reference: str = ""

    def visit(self, code: str) -> Visit:
        """Return the visit with this code.

        Raises:
            KeyError: there is none.
        """
        for visit in self.visits:
            if visit.code == code:
                return visit
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Study:
    """A study. `name_for_families` is the neutral name that may stand on a page; messages never hold it.

    `children_to_months` is the age up to which a child of the family can be in the study. `policies` holds, by instrument,
    the option that this study chose where published codes disagree; what is not named is scored by the instrument's default.
    """

    code: str
    title: str
    name_for_families: Words
    sites: tuple[Site, ...]
    versions: tuple[StudyVersion, ...]
    languages: tuple[str, ...]
    roles: tuple[Role, ...]
    contact: Words
    children_from_months: int = 0
    children_to_months: int = 216
    is_demonstration: bool = False
    policies: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)

    def version_on(self, day: date) -> StudyVersion:
        """Return the version in force on a day: the latest that has begun, or the first before any has."""
        begun = [version for version in self.versions if version.in_force_from <= day]
        return max(begun or self.versions[:1], key=lambda version: version.in_force_from)

    def version(self, code: str) -> StudyVersion:
        """Return the version with this code.

        Raises:
            KeyError: there is none.
        """
        for version in self.versions:
            if version.code == code:
                return version
        raise KeyError(code)

    def site(self, code: str) -> Site:
        """Return the site with this code.

        Raises:
            KeyError: there is none.
        """
        for site in self.sites:
            if site.code == code:
                return site
        raise KeyError(code)

    def role(self, code: str) -> Role | None:
        """Return the role with this code."""
        return next((role for role in self.roles if role.code == code), None)

    def texts(self) -> Iterator[SourceText]:
        """Yield every text of the study once."""
        seen: set[str] = set()
        for source in self._all_texts():
            if source.id not in seen:
                seen.add(source.id)
                yield source

    def _all_texts(self) -> Iterator[SourceText]:
        yield SourceText(f"{self.code}.name", as_text(self.name_for_families))
        yield SourceText(f"{self.code}.contact", as_text(self.contact))
        for version in self.versions:
            for visit in version.visits:
                yield SourceText(f"{self.code}.{visit.code}.title", as_text(visit.title))
            for step in version.journey:
                yield SourceText(f"{self.code}.{step.code}.step", as_text(step.title))
                yield SourceText(f"{self.code}.{step.code}.what_happens", as_text(step.what_happens))

    def faults(self, instruments: Mapping[str, Instrument], modules: Mapping[str, ConsentModule]) -> list[Fault]:
        """Return everything that is wrong with the study, given what else is installed; empty = sound."""
        return [
            *self._shape_faults(),
            *role_faults(self.code, self.roles),
            *(
                fault
                for version in self.versions
                for fault in (
                    *self._consent_faults(version, modules),
                    *self._visit_faults(version, instruments),
                    *self._journey_faults(version),
                    *self._reminder_faults(version),
                )
            ),
            *self._policy_faults(instruments),
        ]

    def _policy_faults(self, instruments: Mapping[str, Instrument]) -> Iterator[Fault]:
        for code, chosen in self.policies.items():
            instrument = instruments.get(code)
            known = {policy.name: policy for policy in (instrument.policies if instrument else ())}
            for name, option in chosen.items():
                if name not in known or option not in known[name].options:
                    offered = ", ".join(f"{one.name}={each}" for one in known.values() for each in one.options)
                    yield Fault(
                        "STUDY_POLICY_UNKNOWN",
                        f"{self.code}.policies.{code}.{name}",
                        f"{code!r} has no policy {name}={option}.",
                        f"Choose one of: {offered}." if offered else "Delete it: there is nothing to choose.",
                    )

    def _shape_faults(self) -> Iterator[Fault]:
        if not self.sites:
            yield Fault("STUDY_SITE_MISSING", f"{self.code}.sites", "The study has no site.", "Add one.")
        if not self.versions:
            yield Fault("STUDY_VERSION_MISSING", f"{self.code}.versions", "The study has no version.", "Add one.")
        for what, codes in (
            ("site", [site.code for site in self.sites]),
            ("study number prefix", [site.prefix for site in self.sites]),
            ("version", [version.code for version in self.versions]),
        ):
            for code, times in Counter(codes).items():
                if times > 1:
                    yield Fault(
                        "STUDY_CODE_DUPLICATED",
                        f"{self.code}.{code}",
                        f"The {what} {code!r} stands {times} times.",
                        "Make each one different.",
                    )

    def _consent_faults(self, version: StudyVersion, modules: Mapping[str, ConsentModule]) -> Iterator[Fault]:
        for code in version.consent_modules:
            if code not in modules:
                yield Fault(
                    "STUDY_CONSENT_UNKNOWN",
                    f"{self.code}.{version.code}.consent_modules",
                    f"No consent module {code!r} is installed.",
                    "Install its plugin, or correct the code.",
                )
        basis = modules.get(version.consent_modules[0]) if version.consent_modules else None
        if basis is None:
            return
        place = f"{self.code}.{version.code}.consent_modules"
        if not any(statement.required for statement in basis.statements):
            yield Fault(
                "STUDY_CONSENT_REQUIRES_NOTHING",
                place,
                f"Taking part rests on {basis.code!r}, and no statement of it is required.",
                "Mark the statement that taking part rests on as required.",
            )
        untold = [topic.value for topic in Topic if topic not in basis.topics]
        if untold:
            yield Fault(
                "STUDY_CONSENT_UNTOLD",
                place,
                f"No page of {basis.code!r} says that it is about {', '.join(untold)}.",
                "Tell it, and name it in the page's `about`; an ethics committee looks for it.",
                is_warning=True,
            )
        if not basis.understanding:
            yield Fault(
                "STUDY_CONSENT_UNCHECKED",
                place,
                f"{basis.code!r} has no question that shows whether it was explained well.",
                "Add three to five kind questions.",
                is_warning=True,
            )

    def _visit_faults(self, version: StudyVersion, instruments: Mapping[str, Instrument]) -> Iterator[Fault]:
        for visit in version.visits:
            for asked in visit.asked:
                place = f"{self.code}.{version.code}.{visit.code}.{asked.instrument}"
                instrument = instruments.get(asked.instrument)
                if instrument is None:
                    yield Fault(
                        "STUDY_INSTRUMENT_UNKNOWN",
                        place,
                        f"No instrument {asked.instrument!r} is installed.",
                        "Install its plugin, or correct the code.",
                    )
                    continue
                if asked.per not in {"child", "participant"}:
                    yield Fault(
                        "STUDY_PER_UNKNOWN",
                        place,
                        f"per={asked.per!r} is neither 'child' nor 'participant'.",
                        "Say for whom it is asked.",
                    )
                if asked.per == "child":
                    yield from self._age_faults(place, asked, instrument)

    def _age_faults(self, place: str, asked: Asked, instrument: Instrument) -> Iterator[Fault]:
        spans = forms_by_age(asked, instrument)
        codes = {form.code for form in instrument.all_forms}
        for span in spans:
            if span.form not in codes:
                yield Fault(
                    "STUDY_FORM_UNKNOWN",
                    place,
                    f"The instrument has no form {span.form!r}.",
                    f"Choose from {', '.join(sorted(codes))}.",
                )
        first, end = self.ages_counted(asked, instrument)
        meant = gaps_of(asked, instrument)
        for low, high in _stretches(first, end, (*spans, *meant)):
            covering = forms_at(low, spans)
            ages = _in_words(low, high)
            if not covering and not why_at(low, meant):
                yield Fault(
                    "STUDY_AGES_GAP",
                    place,
                    f"No form is asked about children of {ages}.",
                    f"Give a form these ages, or declare it: not_asked({low}, {high}, 'why').",
                )
            if len(covering) > 1:
                yield Fault(
                    "STUDY_AGES_OVERLAP",
                    place,
                    f"The forms {' and '.join(covering)} are both asked about children of {ages}.",
                    "Say in `ages` which form is asked at these ages.",
                )
        own = tuple(form.ages for form in instrument.all_forms)
        for low, high in _stretches(first, end, (*own, *spans, *asked.overlaps)):
            made_for = [band.code for band in own if band.from_months <= low < band.to_months]
            covering = forms_at(low, spans)
            ages = _in_words(low, high)
            if len(made_for) > 1 and len(covering) == 1 and not why_at(low, asked.overlaps):
                yield Fault(
                    "STUDY_OVERLAP_UNEXPLAINED",
                    place,
                    f"The forms {' and '.join(made_for)} are both made for children of {ages}. "
                    f"The study asks {covering[0]} and does not say why.",
                    f"Say it in words: overlaps=(overlap_settled({low}, {high}, 'why'),).",
                )

    def ages_counted(self, asked: Asked, instrument: Instrument) -> tuple[int, int]:
        """Return the ages at which a child of the study can be asked, in completed months: from, and up to but not including.

        The age of a child who was born early may be counted from the day it was due: then it can lie below the ages of
        the study.
        """
        adjust = age_rule(asked, instrument)
        if adjust is None or adjust.until_months <= self.children_from_months:
            return self.children_from_months, self.children_to_months
        return max(0, self.children_from_months - _EARLY_MONTHS), self.children_to_months

    def _reminder_faults(self, version: StudyVersion) -> Iterator[Fault]:
        planned = version.visit_reminders
        days = planned.overdue_after_days if planned else ()
        if len(days) > OVERDUE_AT_MOST or any(day < 1 for day in days) or list(days) != sorted(set(days)):
            yield Fault(
                "STUDY_REMINDERS_UNSOUND",
                f"{self.code}.{version.code}.visit_reminders",
                f"The days {days} are not at most {OVERDUE_AT_MOST} different days after the opening, in order.",
                "Write them like (14, 28).",
            )

    def _journey_faults(self, version: StudyVersion) -> Iterator[Fault]:
        visits = {visit.code for visit in version.visits}
        for step in version.journey:
            kind, _, which = step.done_when.partition(":")
            sound = (
                step.done_when == "consent"
                or (kind == "visit" and which in visits)
                or (kind == "month" and which.isdigit())
            )
            if not sound:
                yield Fault(
                    "STUDY_STEP_UNKNOWN",
                    f"{self.code}.{version.code}.journey.{step.code}",
                    f"Nothing ends this step: {step.done_when!r}.",
                    "Use 'consent', 'visit:<code of a visit>' or 'month:<number>'.",
                )


def forms_by_age(asked: Asked, instrument: Instrument) -> tuple[FormAges, ...]:
    """Return which form is asked at which ages: the study's word, or else the instrument's own."""
    return asked.ages or tuple(FormAges(form.code, form.from_months, form.to_months) for form in instrument.all_forms)


def forms_at(months: int, spans: Iterable[FormAges]) -> tuple[str, ...]:
    """Return the forms that are asked at an age: one where a study is sound, or none in a gap."""
    return tuple(span.form for span in spans if span.from_months <= months < span.to_months)


def age_rule(asked: Asked, instrument: Instrument) -> AdjustAge | None:
    """Return whether the form is chosen by the adjusted age: the study's word, or else the instrument's own."""
    return asked.adjust_for_early or instrument.adjust_for_early


def gaps_of(asked: Asked, instrument: Instrument) -> tuple[NotAsked, ...]:
    """Return the gaps that are meant: those of the study, and those of the instrument."""
    return (*asked.gaps, *instrument.gaps)


def why_at(months: int, declared: Iterable[NotAsked | OverlapSettled]) -> str:
    """Return the words that were given for an age, or "" when nobody said why."""
    words = (one.why.strip() for one in declared if one.from_months <= months < one.to_months)
    return next(filter(None, words), "")


def _stretches(
    first: int, end: int, spans: Iterable[AgeBand | FormAges | NotAsked | OverlapSettled]
) -> Iterator[tuple[int, int]]:
    """Yield the ages from `first` to `end`, cut wherever one of the spans begins or ends."""
    edges = {first, end} | {edge for span in spans for edge in (span.from_months, span.to_months)}
    yield from pairwise(sorted(edge for edge in edges if first <= edge <= end))


def _in_words(from_months: int, to_months: int) -> str:
    last = to_months - 1
    return f"{from_months} to {last} months" if last > from_months else f"{last} month{'' if last == 1 else 's'}"
