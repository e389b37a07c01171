"""Who answers what people told us: by duty and site, and never the team itself what is about the team."""

from collections import defaultdict

from alongside.core.definitions.roles import Duty, Grant, sites_for
from alongside.core.definitions.study import Study
from alongside.core.storage import caseload
from alongside.core.storage.database import Transaction
from alongside.core.storage.requests import Request


def who_answers(tx: Transaction, study: Study, request: Request) -> frozenset[str]:
    """Return the members of staff who may see and answer a request.

    They hold the duty at its site; at any site when its site is not known, for somebody has to find out. What is about the
    team goes to those of them who keep staff; only where there is nobody like that, to all of them.
    """
    held: dict[str, list[Grant]] = defaultdict(list)
    for kept in caseload.grants_in_use(tx):
        role = study.role(kept.role)
        if role is not None:
            held[kept.staff].append(Grant(role, kept.site))
    able = frozenset(code for code, grants in held.items() if _holds(study, grants, Duty.ANSWER_REQUESTS, request))
    keepers = frozenset(code for code in able if _holds(study, held[code], Duty.KEEP_STAFF, request))
    return keepers if request.about_team and keepers else able


def _holds(study: Study, grants: list[Grant], duty: Duty, request: Request) -> bool:
    sites = sites_for(grants, duty, [site.code for site in study.sites])
    return bool(sites) if not request.site else request.site in sites
