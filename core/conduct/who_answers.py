"""Who answers what people told us: by duty and site, and never the team itself what is about the team."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from alongside.core.definitions.roles import Duty, Grant, sites_for
from alongside.core.definitions.study import Study
from alongside.core.storage import caseload
from alongside.core.storage.database import Transaction
from alongside.core.storage.requests import Request


@dataclass(frozen=True, slots=True)
class Answering:
    """The sites at which each member of staff answers, and those at which they also keep the staff."""

    answers_at: Mapping[str, frozenset[str]]
    keeps_at: Mapping[str, frozenset[str]]

    def who(self, request: Request) -> frozenset[str]:
        """Return the members of staff who may see and answer a request.

        They hold the duty at its site; at any site when its site is not known, for somebody has to find out. What is about
        the team goes to those of them who keep staff; only where there is nobody like that, to all of them.
        """
        able = frozenset(code for code, sites in self.answers_at.items() if _is_at(sites, request.site))
        keepers = frozenset(code for code in able if _is_at(self.keeps_at[code], request.site))
        return keepers if request.about_team and keepers else able


def answering_in(tx: Transaction, study: Study) -> Answering:
    """Return who answers in a study, of those whose accounts are in use."""
    held: dict[str, list[Grant]] = defaultdict(list)
    for kept in caseload.grants_in_use(tx):
        role = study.role(kept.role)
        if role is not None:
            held[kept.staff].append(Grant(role, kept.site))
    sites = [site.code for site in study.sites]
    return Answering(
        {code: sites_for(grants, Duty.ANSWER_REQUESTS, sites) for code, grants in held.items()},
        {code: sites_for(grants, Duty.KEEP_STAFF, sites) for code, grants in held.items()},
    )


def _is_at(sites: frozenset[str], site: str) -> bool:
    return bool(sites) if not site else site in sites
