"""Every role, at its own site and at another, on every route, with every owner: nobody gets what is not for them.

The table of what each role may do is typed here a second time, by what a page is for, and not read from the code.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import pytest
from werkzeug.routing import Rule

from alongside.core.conduct import appointments
from alongside.core.conduct.people import STAFF
from alongside.core.conduct.staffing import COMMAND_LINE, NewStaff, add_staff
from alongside.core.conduct.telling import Arrival, Told, tell_us
from alongside.core.definitions.requests import ReplyBy, RequestKind
from alongside.core.definitions.roles import STANDARD_ROLES
from alongside.core.storage import access, families, tasks
from alongside.core.storage import staff as accounts
from alongside.core.web.access import PUBLIC
from alongside.core.web.access import access as who_may
from tests.support.deployment import Browser, Deployment, temporary_deployment
from tests.support.family import Person, agree, begin_questions, come_in

OPEN = "open"
FAMILY = "family"
COLLEAGUE = "every member of staff"
SEE, ADD, WHO, REACH, TAKE, RECORD, KEEP = "see", "add", "who", "reach", "take", "record", "keep"
RELEASE, CONSENT, ANSWER = "release", "consent", "answer"
DUTIES: dict[str, set[str]] = {
    "co_ordinator": {SEE, ADD, WHO, REACH, RELEASE, CONSENT, ANSWER},
    "nurse": {SEE, WHO, REACH, CONSENT},
    "trial_manager": {SEE, RECORD, KEEP, RELEASE, ANSWER},
    "researcher": {TAKE},
    "referrer": set(),
    "engagement_worker": {SEE, REACH},
}
OF_A_FAMILY: dict[str, str] = {
    "staff.family": SEE,
    "staff.told": SEE,
    "staff.print_sheet": SEE,
    "staff.show_identity": WHO,
    "staff.keep_safety": REACH,
    "staff.give_code": REACH,
    "staff.note_contact": REACH,
    "staff.set_task": REACH,
    "staff.finish_task": REACH,
    "staff.hand_over_task": REACH,
    "messages.settle": REACH,
    "staff.book_talk": REACH,
    "staff.move_talk": REACH,
    "staff.cancel_talk": REACH,
    "staff.end_talk": REACH,
    "staff.note_stop": REACH,
    "staff.print_paper": REACH,
    "staff.take_consent": CONSENT,
    "staff.keep_consent": CONSENT,
    "staff.note_who_decides": REACH,
    "safe_contact.read": REACH,
    "safe_contact.write": REACH,
    "needs.read": REACH,
    "needs.write": REACH,
    "children.read": REACH,
    "children.correct": REACH,
}
"""Routes about one family: at another site than one's own there is no such family."""
OF_A_REQUEST: dict[str, str] = dict.fromkeys(
    ("requests.one", "requests.read", "requests.acknowledge", "requests.answer", "requests.hand_over"), ANSWER
)
"""Routes about what somebody told us: likewise."""
OF_A_COLLEAGUE: dict[str, str] = dict.fromkeys(
    (
        "people.person",
        "people.ask",
        "people.make",
        "people.role",
        "people.give_role",
        "people.end_role",
        "people.training",
        "people.note_training",
        "people.note_blind",
    ),
    KEEP,
)
"""Routes about one colleague: likewise."""
ROUTES: dict[str, str] = {
    # Anybody
    "arriving.home": OPEN,
    "arriving.arrive": OPEN,
    "arriving.ask_for_code": OPEN,
    "arriving.code": OPEN,
    "arriving.give_code": OPEN,
    "arriving.help_": OPEN,
    "leaving.first": OPEN,
    "leaving.stay": OPEN,
    "leaving.left": OPEN,
    "leaving.leave": OPEN,
    "accessible.statement": OPEN,
    "sheets.privacy": OPEN,
    "copies.code": OPEN,
    "copies.file": OPEN,
    "copies.look": OPEN,
    "telling.tell": OPEN,
    "telling.send": OPEN,
    "with_care.pictures": OPEN,
    "sound.play": OPEN,
    "type.letters": OPEN,
    "callbacks.receive": OPEN,
    "demonstration.post_box": OPEN,
    "demonstration.let_a_month_pass": OPEN,
    # Who is not signed in yet
    "signing_in.sign_in": OPEN,
    "signing_in.give_password": OPEN,
    "signing_in.second": OPEN,
    "signing_in.give_second": OPEN,
    "set_up.arrive": OPEN,
    "set_up.begin": OPEN,
    "set_up.password": OPEN,
    "set_up.choose_password": OPEN,
    "set_up.phone": OPEN,
    "set_up.confirm": OPEN,
    "organisation.begin": OPEN,
    "organisation.back": OPEN,
    "passkeys.second": OPEN,
    "passkeys.ask_for_known": OPEN,
    "passkeys.sign_in": OPEN,
    # One's own account
    "account.account": COLLEAGUE,
    "account.end_session": COLLEAGUE,
    "account.end_others": COLLEAGUE,
    "account.password": COLLEAGUE,
    "account.change_password": COLLEAGUE,
    "account.recovery_codes": COLLEAGUE,
    "account.make_recovery_codes": COLLEAGUE,
    "passkeys.keep": COLLEAGUE,
    "passkeys.ask_for_new": COLLEAGUE,
    "passkeys.add": COLLEAGUE,
    "passkeys.remove": COLLEAGUE,
    "unsent.show": COLLEAGUE,
    "unsent.forget": COLLEAGUE,
    # Families, under study numbers
    "staff.home": SEE,
    "staff.search": SEE,
    "messages.home": SEE,
    "staff.new": ADD,
    "staff.add": ADD,
    **OF_A_FAMILY,
    # What people told us
    "requests.home": ANSWER,
    "requests.new": ANSWER,
    "requests.add": ANSWER,
    **OF_A_REQUEST,
    # Accounts of others
    "people.people": KEEP,
    "people.new": KEEP,
    "people.add": KEEP,
    **OF_A_COLLEAGUE,
    # The versions of consents
    "versions.home": RELEASE,
    "versions.version": RELEASE,
    "versions.take_step": RELEASE,
    # The record, and data
    "record.home": RECORD,
    "record.take": RECORD,
    "data.home": TAKE,
    "ages.board": TAKE,
    "data.download": TAKE,
}
"""What each route asks for; a route that is not named here is a family's own."""
OF_SOMEBODY = frozenset({*OF_A_FAMILY, *OF_A_REQUEST, *OF_A_COLLEAGUE})
OF_THE_WHOLE_STUDY = frozenset({"record.take", "versions.take_step"})
"""Routes that only who holds the duty at every site may open."""
ABOUT_NO_ROLE = "people.end_role"
"""An empty form names no role, and so there is none to end."""
NOT_OFFERED = ("organisation.", "passkeys.")
"""The demonstration has no organisation, and browsers make no passkeys for its address: there each says no by itself."""
OWN_SITE, OTHER_SITE = "glasgow", "bromley"
ELSEWHERE = ("/code", "/staff/sign-in")
CHANGES_WHO_IS_THERE = frozenset({"leaving.leave", "demonstration.let_a_month_pass"}) | {
    "stopping.keep",
    "stopping.keep_choice",
}
"""To send these changes who is there, or the time; each has a test of its own."""


@dataclass(slots=True)
class Visitor:
    """Somebody at the door: the role ("" = none) and where it is held."""

    name: str
    role: str
    site: str
    browser: Browser
    session: str = ""
    form_token: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking for an address."""

    status: int
    location: str

    @property
    def is_let_in(self) -> bool:
        """Whether the server did what was asked, or said what is wrong with it; not who may ask, or that nothing is there."""
        return self.status not in {401, 403, 404} and not self.location.startswith(ELSEWHERE)


@dataclass(slots=True)
class House:
    """A deployment with one family and one colleague of each site, and somebody of every role at each."""

    deployment: Deployment
    families: dict[str, str]
    tasks: dict[tuple[str, str], int]
    """One for each visitor about the family of each site."""
    talks: dict[str, int]
    """One with the family of each site."""
    references: dict[str, str]
    """One of what the family of each site told us."""
    visitors: list[Visitor]

    def routes(self) -> Iterator[tuple[Rule, str]]:
        """Yield every route with each of its methods."""
        rules = self.deployment.app.url_map.iter_rules()
        for rule in sorted(
            rules, key=lambda rule: rule.endpoint == "staff.finish_task"
        ):  # a task that is done stays so
            for method in sorted(rule.methods or ()):
                if not (method == "POST" and rule.endpoint in CHANGES_WHO_IS_THERE):
                    yield rule, method

    def address(self, rule: Rule, owner: str, visitor: str) -> str:
        """Return an address of a route that is about somebody of a site."""
        values: dict[str, str | int] = {
            "link": "x" * 32,
            "child": f"{self.families[owner]}-1",
            "number": self.families[owner] if rule.rule.startswith("/staff") else 1,
            "code": f"colleague-{owner}",
            "page": 1,
            "place": 1,
            "name": "answers",
            "address": "x" * 32,
            "change": "reset",
            "ask": "hours",
            "field": "word",
            "task": self.tasks[visitor, owner],
            "talk": self.talks[owner],
            "reference": self.references[owner],
            "module": "taking_part",
            "version": "1.0.0",
        }
        adapter = self.deployment.app.url_map.bind("")
        return adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})

    def ask(self, visitor: Visitor, method: str, address: str) -> Asked:
        """Ask as this visitor; a form has its token and nothing else."""
        client, form = visitor.browser.client, None
        if visitor.session:
            client.set_cookie("s", visitor.session)
        if method == "POST":
            if not visitor.form_token:
                page = visitor.browser.go("/help")
                visitor.form_token = page.root.all("input", name="csrf_token")[0]["value"]
            form = {"csrf_token": visitor.form_token}
        response = client.open(address, method=method, data=form)
        return Asked(response.status_code, response.headers.get("Location", ""))


def staff_at(deployment: Deployment, code: str, role: str, site: str) -> str:
    """Add a member of staff whose account is in use, and return the token of a session of theirs."""
    services = deployment.services
    new = NewStaff(code, code, f"{code}@example.org", ((role, site),) if role else ())
    add_staff(services, new, by=COMMAND_LINE)
    now = services.clock.now()
    with services.records.write() as tx:
        accounts.set_account_state(tx, code, "active", now)
        return access.start_session(tx, subject=code, role=STAFF, at=now)


def build(deployment: Deployment, roles: list[str]) -> House:
    """Fill a house with a family, strangers, and somebody of each role at one site and at every site."""
    person = Person("Amy", deployment, deployment.browser(), phone="+447700900101")
    come_in(person)
    agree(person)
    begin_questions(person)
    waiting = Visitor("waiting", "", "", deployment.browser())
    waiting.browser.go("/s/" + deployment.people["Sana"].link.rpartition("/")[2])
    waiting.browser.send(waiting.browser.page.main.all("button")[0])
    idle = Visitor("staff without a role", "none", "", deployment.browser(), staff_at(deployment, "no-role", "", ""))
    nobody = Visitor("nobody", "", "", deployment.browser())
    visitors = [nobody, waiting, Visitor("family", FAMILY, "", person.browser), idle]
    for role, site in product(roles, (OWN_SITE, "")):
        code = f"{role}-{site or 'everywhere'}"
        visitors.append(Visitor(code, role, site, deployment.browser(), staff_at(deployment, code, role, site)))
    for site in (OWN_SITE, OTHER_SITE):
        staff_at(deployment, f"colleague-{site}", "nurse", site)
    with deployment.services.records.read() as tx:
        study = deployment.services.study.code
        of_site = {site: families.participants(tx, study=study, site=site)[0].number for site in (OWN_SITE, OTHER_SITE)}
    numbered = {}
    with deployment.services.records.write() as tx:
        for visitor, (site, number) in product(visitors, of_site.items()):
            colleague, now = f"colleague-{site}", deployment.services.clock.now()
            new = tasks.NewTask(number, "call", colleague, None, now, colleague, f"{visitor.name} {site}")
            tasks.add_task(tx, new, now)
            numbered[visitor.name, site] = max(task.id for task in tasks.open_tasks_of(tx, number))
    talks = {site: talk_with(deployment, number, f"colleague-{site}") for site, number in of_site.items()}
    references = {site: told_by(deployment, number) for site, number in of_site.items()}
    return House(deployment, of_site, numbered, talks, references, visitors)


def told_by(deployment: Deployment, number: str) -> str:
    """Let a family tell us something, and return the reference."""
    told, arrival = Told(RequestKind.COMPLAINT, "Late.", ReplyBy.NONE), Arrival(participant=number, noted_by=number)
    return tell_us(deployment.services, told, arrival, request_key=number).reference


def talk_with(deployment: Deployment, number: str, colleague: str) -> int:
    """Book a talk with a family and return its id."""
    services = deployment.services
    when = appointments.When(services.clock.now() + timedelta(days=3), 30, "by_phone", colleague)
    appointments.book(services, number, when, by=colleague, request_key=number)
    return max(one.appointment.id for one in appointments.talks_of(services, number))


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with temporary_deployment() as deployment:
        yield build(deployment, list(DUTIES))


def may(visitor: Visitor, endpoint: str, owner: str | None) -> bool:
    """Say who may open a route about somebody of a site, by what it is for and not by what its code declares.

    Without an owner it is about nobody: who may come to the door at all.
    """
    wanted = ROUTES.get(endpoint, FAMILY)
    if wanted == OPEN:
        return True
    if wanted == FAMILY:
        return visitor.role == FAMILY
    if wanted == COLLEAGUE:
        return visitor.role in {*DUTIES, "none"}
    is_kept_away = owner is not None and (
        (endpoint in OF_SOMEBODY and visitor.site not in {"", owner})
        or (endpoint in OF_THE_WHOLE_STUDY and visitor.site != "")
    )
    return wanted in DUTIES.get(visitor.role, set()) and not is_kept_away


def test_the_roles_of_this_table_are_the_standard_roles() -> None:
    assert set(DUTIES) == {role.code for role in STANDARD_ROLES}


def test_every_route_of_the_table_is_there(house: House) -> None:
    assert set(ROUTES) <= {rule.endpoint for rule in house.deployment.app.url_map.iter_rules()}


@dataclass(slots=True)
class Matrix:
    """What came of asking for every route as everybody, about everybody."""

    seen: Counter[str]
    unexpected: list[tuple[str, str, str, str, int]]
    refused: list[tuple[str, str, str, str, int]]


def ask_everything(house: House) -> Matrix:
    """Ask for every route with every method as every visitor, about a family and a colleague of each site."""
    matrix = Matrix(Counter(), [], [])
    for visitor, (rule, method), owner in product(house.visitors, list(house.routes()), (OWN_SITE, OTHER_SITE)):
        if owner == OTHER_SITE and rule.endpoint not in OF_SOMEBODY:
            continue
        asked = house.ask(visitor, method, house.address(rule, owner, visitor.name))
        told = (visitor.name, method, rule.rule, owner, asked.status)
        # OPTIONS tells which methods a route has, and looks at nobody.
        if may(visitor, rule.endpoint, owner if method != "OPTIONS" else None):
            matrix.seen["allowed"] += 1
            is_missing = asked.status == 404 and rule.endpoint in OF_SOMEBODY - {ABOUT_NO_ROLE}
            is_closed = asked.status in {401, 403} and not rule.endpoint.startswith(NOT_OFFERED)
            if is_closed or is_missing:
                matrix.refused.append(told)
        else:
            matrix.seen["forbidden"] += 1
            if asked.is_let_in:
                matrix.unexpected.append(told)
    return matrix


def test_nobody_gets_what_is_not_for_them(house: House) -> None:
    matrix = ask_everything(house)
    assert matrix.unexpected == []
    assert matrix.refused == []
    assert matrix.seen["forbidden"] >= 1000
    assert matrix.seen["allowed"] >= 300
    print(f"role x route x owner: {dict(matrix.seen)}, 0 unexpected")  # noqa: T201 - a figure for whoever reads the run


def test_a_planted_open_route_turns_the_matrix_red() -> None:
    with temporary_deployment() as deployment:
        deployment.app.add_url_rule("/staff/planted", "staff.planted", who_may(PUBLIC)(lambda: "open to all"))
        matrix = ask_everything(build(deployment, ["nurse"]))
    assert {route for _, _, route, _, _ in matrix.unexpected} == {"/staff/planted"}
    assert {"nobody", "waiting", "staff without a role", "nurse-glasgow", "nurse-everywhere"} == {
        name for name, *_ in matrix.unexpected
    }
