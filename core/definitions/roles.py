"""What members of staff may do: duties, and the roles of a study that bundle them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from alongside.core.definitions.faults import Fault


class Duty(StrEnum):
    """One thing that a member of staff may do. Each staff page names the one that it needs."""

    SEE_FAMILIES = "see_families"
    ADD_FAMILIES = "add_families"
    SEE_IDENTITY = "see_identity"
    CONTACT_FAMILIES = "contact_families"
    TAKE_CONSENT = "take_consent"
    TAKE_DATA = "take_data"
    SEE_RECORD = "see_record"
    KEEP_STAFF = "keep_staff"
    RELEASE_CONSENT = "release_consent"
    ANSWER_REQUESTS = "answer_requests"

    @property
    def meaning(self) -> str:
        """Say what may be done, in plain words for studies' authors."""
        return _MEANINGS[self]


_MEANINGS = {
    Duty.SEE_FAMILIES: "See the families of one's sites under study numbers: stage, needs, what is due.",
    Duty.ADD_FAMILIES: "Add a family.",
    Duty.SEE_IDENTITY: "Look at names and telephone number, each time with a reason, and search by them.",
    Duty.CONTACT_FAMILIES: "Contact log, tasks, what is safe, and the code that is read out.",
    Duty.TAKE_CONSENT: "Write down what a family said yes or no to, as witness of what was said.",
    Duty.TAKE_DATA: "Take answers, scores and consents away, under study numbers.",
    Duty.SEE_RECORD: "See the record: who did what, when; and take it away to check it.",
    Duty.KEEP_STAFF: "Keep accounts, roles and training.",
    Duty.RELEASE_CONSENT: "Stage, review and release a version of a consent. Nobody reviews what they staged.",
    Duty.ANSWER_REQUESTS: (
        "See and answer complaints and questions about data; what is about the team only with the duty to keep staff."
    ),
}


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the study: the duties that come with it.

    `is_blind` says that nobody who holds it may learn a family's arm unless it is recorded as unblinding.
    """

    code: str
    title: str
    duties: frozenset[Duty]
    is_blind: bool = False


CO_ORDINATOR = Role(
    "co_ordinator",
    "Recruitment co-ordinator",
    frozenset(
        {
            Duty.SEE_FAMILIES,
            Duty.ADD_FAMILIES,
            Duty.SEE_IDENTITY,
            Duty.CONTACT_FAMILIES,
            Duty.RELEASE_CONSENT,
            Duty.TAKE_CONSENT,
            Duty.ANSWER_REQUESTS,
        }
    ),
)
NURSE = Role(
    "nurse",
    "Research nurse",
    frozenset({Duty.SEE_FAMILIES, Duty.SEE_IDENTITY, Duty.CONTACT_FAMILIES, Duty.TAKE_CONSENT}),
    is_blind=True,
)
TRIAL_MANAGER = Role(
    "trial_manager",
    "Trial manager",
    frozenset({Duty.SEE_FAMILIES, Duty.SEE_RECORD, Duty.KEEP_STAFF, Duty.RELEASE_CONSENT, Duty.ANSWER_REQUESTS}),
)
RESEARCHER = Role("researcher", "Researcher", frozenset({Duty.TAKE_DATA}), is_blind=True)
REFERRER = Role("referrer", "Referrer", frozenset())
ENGAGEMENT_WORKER = Role(
    "engagement_worker", "Family engagement worker", frozenset({Duty.SEE_FAMILIES, Duty.CONTACT_FAMILIES})
)
STANDARD_ROLES = (CO_ORDINATOR, NURSE, TRIAL_MANAGER, RESEARCHER, REFERRER, ENGAGEMENT_WORKER)
"""The roles of the first trial; a study takes those it has, and may write its own."""

ALL_SITES = ""
"""The site of a grant that holds at every site of the study."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that one person holds at one site, or at all."""

    role: Role
    site: str = ALL_SITES


def sites_for(grants: Sequence[Grant], duty: Duty, sites: Sequence[str]) -> frozenset[str]:
    """Return at which of a study's sites these grants come with a duty; empty = nowhere."""
    held = [grant.site for grant in grants if duty in grant.role.duties]
    return frozenset(sites) if ALL_SITES in held else frozenset(held) & frozenset(sites)


def role_faults(study: str, roles: Sequence[Role]) -> Iterator[Fault]:
    """Yield what is wrong with a study's roles."""
    codes = [role.code for role in roles]
    for code in dict.fromkeys(codes):
        if codes.count(code) > 1:
            yield Fault(
                "STUDY_ROLE_DUPLICATED",
                f"{study}.roles.{code}",
                f"The role {code!r} stands {codes.count(code)} times.",
                "Make each code different.",
            )
    if roles and not any(Duty.KEEP_STAFF in role.duties for role in roles):
        yield Fault(
            "STUDY_STAFF_UNKEPT",
            f"{study}.roles",
            "No role may keep the accounts of staff, so nobody could lock one or open it again on a page.",
            "Give one role Duty.KEEP_STAFF.",
        )
    if roles and not any(Duty.ANSWER_REQUESTS in role.duties for role in roles):
        yield Fault(
            "STUDY_REQUESTS_UNANSWERED",
            f"{study}.roles",
            "No role may answer complaints and questions about data, so nobody would see one in its 30 days.",
            "Give one role Duty.ANSWER_REQUESTS.",
        )
