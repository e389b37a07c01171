"""What people agreed to, as CSV: each statement with the answer in effect, and whose records may be looked at."""

from collections.abc import Iterator

from alongside.core.conduct import consenting
from alongside.core.conduct.csv_cells import csv_line
from alongside.core.conduct.in_effect import links_in_effect
from alongside.core.conduct.services import Services
from alongside.core.conduct.versions import codes_in_study, shown_versions
from alongside.core.storage import consents, families

Sites = frozenset[str] | None
"""The sites whose families are in a file; None = all."""
CONSENT_COLUMNS = (
    "study_number",
    "participant_state",
    "module",
    "module_version",
    "statement",
    "answer",
    "signed_answer",
    "changed_at",
    "language",
    "format",
    "signed_at",
    "in_force",
)
LINKAGE_COLUMNS = ("study_number", "family", "site", "records", "since", "children")


def consents_csv(services: Services, sites: Sites = None) -> Iterator[str]:
    """Yield what each participant agreed to: a row for each statement of their newest signed consent.

    `answer` is the one in effect; `changed_at` says since when it is not as it was signed. `in_force` says whether that
    consent counts now: who stopped, or must agree again to a newer version, has `no`.
    """
    yield csv_line(CONSENT_COLUMNS)
    people, _ = people_of(services, sites)
    with services.records.read() as tx:
        shown = shown_versions(services, tx)
    modules = sorted(codes_in_study(services))
    for person in people:
        with services.records.read() as tx:
            found = [
                (record, consenting.standing(tx, person.number, shown[module]))
                for module in modules
                if (record := consents.latest_consent(tx, person.number, module)) is not None
            ]
        for record, standing in found:
            for statement in record.consent.statements:
                now = standing.answers[statement.statement]
                yield csv_line(
                    (
                        person.number,
                        person.state,
                        record.consent.module,
                        record.consent.module_version,
                        statement.statement,
                        now.answer,
                        statement.answer,
                        now.changed_at.isoformat() if now.changed_at else "",
                        statement.language,
                        statement.format,
                        record.recorded_at.isoformat(),
                        "yes" if standing.in_force else "no",
                    )
                )


def linkage_csv(services: Services, sites: Sites = None) -> Iterator[str]:
    """Yield whose records may be looked at: a row for each participant and kind of records with a yes in effect."""
    yield csv_line(LINKAGE_COLUMNS)
    people, at = people_of(services, sites)
    for person in people:
        with services.records.read() as tx:
            links = links_in_effect(services, tx, person.number)
        for link in links:
            keys = (person.number, person.family, at[person.family], link.records, link.since.isoformat())
            yield csv_line((*keys, " ".join(link.children)))


def people_of(services: Services, sites: Sites) -> tuple[list[families.Participant], dict[str, str]]:
    """Return the participants of these sites, and the site of each family."""
    with services.records.read() as tx:
        people = families.participants(tx, study=services.study.code)
        at = {family.number: family.site for family in families.families_of(tx, study=services.study.code)}
    return [person for person in people if sites is None or at[person.family] in sites], at
