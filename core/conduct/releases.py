"""New versions of consents: one person stages a version, another reviews it, and then it is released to families.

Whether those who agreed before must agree again is chosen at the release, and never beforehand.
"""

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import NoReturn

from alongside.core.conduct.services import Services
from alongside.core.conduct.versions import codes_in_study, is_whole
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.errors import AlongsideError
from alongside.core.engine.consent import version_to_show
from alongside.core.storage import addressees, audit, consent_releases
from alongside.core.storage.consent_releases import NewStep, Step, StepKind
from alongside.core.storage.database import Transaction


class VersionState(StrEnum):
    """Where a version is; staff read `staff_consent.state_<value>`."""

    OLDER = "older"
    SHOWN = "shown"
    INSTALLED = "installed"
    STAGED = "staged"
    REVIEWED = "reviewed"
    REFUSED = "refused"


class Hindrance(StrEnum):
    """Why a step cannot be taken; staff read `staff_consent.error_<value>`."""

    NOT_NEWER = "not_newer"
    UNTOLD = "untold"
    IS_STAGED = "is_staged"
    NOT_STAGED = "not_staged"
    OWN_REVIEW = "own_review"
    NOT_REVIEWED = "not_reviewed"
    NOT_YOURS = "not_yours"
    TEXTS_CHANGED = "texts_changed"
    NOT_WHOLE = "not_whole"
    MUST_BE_MATERIAL = "must_be_material"
    OVERTAKEN = "overtaken"


class StepNotTakenError(AlongsideError):
    """A step of a version was not taken; nothing was written."""

    def __init__(self, why: Hindrance) -> None:
        super().__init__(f"the step was not taken: {why.value}")
        self.why = why


@dataclass(frozen=True, slots=True)
class Version:
    """One installed version of a module, and how far it has come. `steps` are those of this version, oldest first.

    `is_changed` = its texts are other than when the last step was taken, so that it has to be reviewed again.
    """

    module: ConsentModule
    state: VersionState
    steps: tuple[Step, ...]
    is_changed: bool

    @property
    def staged_by(self) -> str:
        """Who staged it last; empty when nobody did."""
        return next((step.by_staff for step in reversed(self.steps) if step.step == "staged"), "")

    @property
    def reviewed_by(self) -> str:
        """Who reviewed it last; empty when nobody did since it was staged."""
        last = next((step for step in reversed(self.steps) if step.step in {"staged", "reviewed"}), None)
        return last.by_staff if last is not None and last.step == "reviewed" else ""

    @property
    def is_material(self) -> bool | None:
        """Whether those who had signed must agree again; None while it was not released."""
        return next((step.is_material for step in reversed(self.steps) if step.step == "released"), None)


@dataclass(frozen=True, slots=True)
class ModuleVersions:
    """A module of the study with its versions, the oldest first. `shown` is what who signs now is shown.

    `lost` are versions that were released and are not installed any more.
    """

    shown: ConsentModule
    versions: tuple[Version, ...]
    lost: tuple[str, ...]

    def version(self, code: str) -> Version | None:
        """Return one of the versions."""
        return next((one for one in self.versions if one.module.version == code), None)


def modules_in_study(services: Services, tx: Transaction) -> tuple[ModuleVersions, ...]:
    """Return every consent module of the study with how far each of its versions has come."""
    return tuple(module_in_study(services, tx, code) for code in codes_in_study(services))


def module_in_study(services: Services, tx: Transaction, code: str) -> ModuleVersions:
    """Return one consent module with how far each of its versions has come."""
    installed = services.catalogue.versions_of(code)
    steps = consent_releases.steps_of(tx, services.study.code, code)
    releases = consent_releases.releases_in(tx, services.study.code).get(code, [])
    shown = version_to_show(installed, releases)
    known = {module.version for module in installed}
    return ModuleVersions(
        shown,
        tuple(
            _version(services, module, shown, tuple(step for step in steps if step.version == module.version))
            for module in installed
        ),
        tuple(one.version for one in releases if one.version not in known),
    )


def _version(services: Services, module: ConsentModule, shown: ConsentModule, steps: tuple[Step, ...]) -> Version:
    last = steps[-1] if steps else None
    if module.version == shown.version:
        state = VersionState.SHOWN
    elif module.order < shown.order:
        state = VersionState.OLDER
    elif last is None:
        state = VersionState.INSTALLED
    else:
        state = VersionState(last.step)
    is_changed = last is not None and last.content_hash != content_digest(services, module)
    return Version(module, state, steps, is_changed)


def content_digest(services: Services, module: ConsentModule) -> str:
    """Return the SHA-256 over a version: every text in every language of the study, standard and easy, and what is asked."""
    words = [
        [source.id, language, easy, services.book.unfilled(source.id, language, easy=easy).words]
        for source in module.texts()
        for language in services.study.languages
        for easy in (False, True)
    ]
    asked = {name: value for name, value in asdict(module).items() if name != "held"}
    told = json.dumps([words, asked], default=sorted, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def hindrance(
    services: Services, module: ModuleVersions, version: Version, step: StepKind, by: str
) -> Hindrance | None:
    """Return what keeps this person from taking a step now; None when nothing does."""
    if version.module.order <= module.shown.order:
        return Hindrance.NOT_NEWER
    is_open = version.state in {VersionState.STAGED, VersionState.REVIEWED}
    if step == "staged":
        # What was changed since it was staged is staged anew, so that it is reviewed as it is now.
        return Hindrance.IS_STAGED if is_open and not version.is_changed else None
    if not is_open:
        return Hindrance.NOT_STAGED
    if version.is_changed and step != "refused":
        return Hindrance.TEXTS_CHANGED
    if step == "reviewed":
        return Hindrance.OWN_REVIEW if by == version.staged_by else None
    return _not_released(services, version, by) if step == "released" else None


def _not_released(services: Services, version: Version, by: str) -> Hindrance | None:
    if version.state is not VersionState.REVIEWED:
        return Hindrance.NOT_REVIEWED
    if by not in {version.staged_by, version.reviewed_by}:
        return Hindrance.NOT_YOURS
    has_easy = all(source.text.easy for source in version.module.texts())
    is_readable = has_easy and is_whole(services, version.module, services.study.languages[0])
    return None if is_readable else Hindrance.NOT_WHOLE


def must_be_material(shown: ConsentModule, new: ConsentModule) -> bool:
    """Return whether everybody has to agree again in any case: taking part needs another yes than before."""
    return shown.required != new.required


def take_step(
    services: Services,
    code: str,
    version: str,
    step: StepKind,
    *,
    by: str,
    request_key: str,
    what_changed: str = "",
    is_material: bool | None = None,
) -> None:
    """Take a step with a version once, and put it on record.

    `what_changed` is for the team, at staging. A release says whether those who signed must agree again.

    Raises:
        StepNotTakenError: it cannot be taken now, or not by this person.
        ValueError: a release does not say whether it is material, or another step does.
    """
    if (step == "released") != (is_material is not None):
        raise ValueError("a release, and nothing else, says whether it is material")
    now = services.clock.now()
    with services.records.write() as tx:
        if consent_releases.step_of_request(tx, request_key) is not None:
            return
        turn = consent_releases.last_turn(tx, services.study.code, code)
        module = module_in_study(services, tx, code)
        found = module.version(version)
        if found is None:
            _refuse(Hindrance.NOT_NEWER)
        why = hindrance(services, module, found, step, by)
        if why is None and step == "staged" and not what_changed:
            why = Hindrance.UNTOLD
        if why is None and is_material is False and must_be_material(module.shown, found.module):
            why = Hindrance.MUST_BE_MATERIAL
        if why is not None:
            _refuse(why)
        new = NewStep(
            services.study.code,
            code,
            version,
            step,
            by,
            content_digest(services, found.module),
            request_key,
            what_changed,
            module.shown.version if step == "released" else None,
            is_material,
        )
        if not consent_releases.append_step(tx, new, now, after=turn):
            _refuse(Hindrance.OVERTAKEN)
        details = {"module": code, "version": version}
        if is_material is not None:
            details["material"] = "yes" if is_material else "no"
        audit.append(tx, audit.AuditEvent(f"consent_version_{step}", by, services.study.code, details), now)


def _refuse(why: Hindrance) -> NoReturn:
    raise StepNotTakenError(why)


@dataclass(frozen=True, slots=True)
class Count:
    """How many signed a version last, by version; how many of them do not count and are asked again.

    `agreed_again` are those who had signed an older version and agreed to one that counts.
    """

    signed: Counter[str]
    asked_again: int
    agreed_again: int


def count_signatures(services: Services, tx: Transaction, shown: ConsentModule) -> Count:
    """Return how many of those who take part signed which version of a module."""
    signed: Counter[str] = Counter()
    asked = again = 0
    renewed = addressees.renewed_by(tx, services.study.code, shown.code)
    for versions in renewed.values():
        signed[versions[-1]] += 1
        if not shown.holds(versions[-1]):
            asked += 1
        elif any(not shown.holds(version) for version in versions):
            again += 1
    return Count(signed, asked, again)
