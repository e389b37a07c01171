"""Whatever a family and a team do, in whatever order: nobody answers without a consent that counts, and help is always there."""

import secrets
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from alongside.core.conduct import releases
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.text import Text
from alongside.core.storage import audit, consents, ledger
from alongside.core.web.words import REFUGE
from alongside.plugins.consent.taking_part import TAKING_PART
from tests.support.deployment import Browser, Deployment, choose, open_deployment
from tests.support.family import Person, begin_questions, come_in, give_anything, write_signature
from tests.support.reading import words_of

EXAMPLES, EXAMPLES_IN_FULL = 10, 100
STEPS, STEPS_IN_FULL = 25, 60
VERSIONS = ("1.0.0", "2.0.0", "3.0.0")
REQUIRED = frozenset({"understood", "can_stop", "may_decide", "take_part"})


def version_of(number: str) -> ConsentModule:
    """Return taking part once more, as another version with words of its own."""
    return replace(
        TAKING_PART,
        version=number,
        wording=f"taking_part_{number[0]}",
        what_changed=Text("We say one thing in another way.", "We say it in another way.", "speech"),
    )


class Consenting(RuleBasedStateMachine):
    """One parent and the team. The model knows which version they signed, which versions count, and what they stopped."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.deployment: Deployment
        self.amy: Person
        self.shown, self.counted = VERSIONS[0], {VERSIONS[0]}
        self.signed = ""
        self.questions_stopped = False
        self.left_open: Browser | None = None

    @initialize()
    def come(self) -> None:
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        newer = [version_of(number) for number in VERSIONS[1:]]
        self.deployment = self.stack.enter_context(open_deployment(Path(folder), newer=newer))
        self.amy = Person("Amy", self.deployment, self.deployment.browser(), phone="+447700900101")
        with self.deployment.services.vault.read() as sealed:
            (self.amy.number,) = self.deployment.services.vault.find(sealed, "phone", self.amy.phone)
        come_in(self.amy)

    def teardown(self) -> None:
        if hasattr(self, "deployment"):
            self.look_at_the_ledger()
        self.stack.close()

    # What the model knows

    @property
    def may_answer(self) -> bool:
        return self.signed in self.counted and not self.questions_stopped

    def answers_kept(self) -> int:
        with self.deployment.services.records.read() as tx:
            kept: int = tx.connection.exec_driver_sql("SELECT count(*) FROM answers").scalar_one()
        return kept

    # What the parent does

    @rule(number=st.integers(1, len(TAKING_PART.statements)), says=st.sampled_from(["yes", "yes", "yes", "no"]))
    def choose(self, number: int, says: str) -> None:
        page = self.amy.browser.go(f"/choose/{number}")
        if page.kind == "statement":
            choose(page, page.main.all("input", type="radio", value=says)[0])
            self.amy.browser.send(page.main.all("button")[-1])

    @rule(option=st.integers(-1, 2))
    def agree(self, option: int) -> None:
        """Say yes to all; leave out, miss or hit every question about what was told; sign."""
        for number in range(1, len(TAKING_PART.statements) + 1):
            self.choose(number, "yes")
        self.answer_what_was_told(option)
        self.sign()

    def answer_what_was_told(self, option: int) -> None:
        for number in range(1, len(TAKING_PART.understanding) + 1):
            page = self.amy.browser.go(f"/understand/{number}?again=yes")
            if page.kind != "understanding":
                return
            if option >= 0:
                choose(page, page.main.all("input", type="radio")[option])
            self.amy.browser.press(value="leave_out" if option < 0 else "keep")

    @rule()
    def sign(self) -> None:
        page = self.amy.browser.go("/sign")
        if page.kind != "sign" or not page.main.all("input", id="name"):
            return
        write_signature(self.amy, "Amy Example")
        if self.amy.browser.send(self.amy.page.main.all("button")[-1]).kind == "path":
            self.signed, self.questions_stopped = self.shown, False

    @rule(stop=st.sampled_from(["stop_messages", "stop_questions", "start_questions", "stop_use", "stop_all"]))
    def stop(self, stop: str) -> None:
        page = self.amy.browser.go("/stop")
        if not page.main.all("button", value=stop):
            return
        self.amy.browser.press(value=stop)
        if stop == "stop_all":
            self.signed = ""
        if stop in {"stop_questions", "start_questions"}:
            self.questions_stopped = stop == "stop_questions"

    @rule()
    def answer_a_question(self) -> None:
        kept = self.answers_kept()
        page = begin_questions(self.amy)
        if page.kind == "question":
            assert self.may_answer
            self.left_open = self.amy.browser.open_another_page()
            give_anything(page)
            self.amy.browser.press(value="keep")
            assert self.answers_kept() > kept
        else:
            assert self.answers_kept() == kept

    @precondition(lambda self: self.left_open is not None)
    @rule()
    def answer_in_a_page_left_open(self) -> None:
        assert self.left_open is not None
        kept = self.answers_kept()
        if self.left_open.page.kind == "question" and self.left_open.page.main.all("button", value="keep"):
            give_anything(self.left_open.page)
            self.left_open.press(value="keep")
        assert self.may_answer or self.answers_kept() == kept

    # What the team does

    @precondition(lambda self: self.shown != VERSIONS[-1])
    @rule(is_material=st.booleans())
    def release(self, *, is_material: bool) -> None:
        version = VERSIONS[VERSIONS.index(self.shown) + 1]
        for step, by in (("staged", "tess"), ("reviewed", "kim"), ("released", "tess")):
            releases.take_step(
                self.deployment.services,
                TAKING_PART.code,
                version,
                step,  # type: ignore[arg-type]  # one of its literals
                by=by,
                request_key=secrets.token_hex(16),
                what_changed="One thing is said in another way.",
                is_material=is_material if step == "released" else None,
            )
        self.shown = version
        self.counted = {version} if is_material else {*self.counted, version}

    # What always holds

    @invariant()
    def help_is_there(self) -> None:
        if hasattr(self, "amy") and self.amy.number:
            page = self.amy.browser.go("/help")
            assert page.status == 200
            assert REFUGE in words_of(page)

    @invariant()
    def a_consent_agrees_to_all_that_taking_part_needs(self) -> None:
        if not hasattr(self, "amy") or not self.amy.number:
            return
        with self.deployment.services.records.read() as tx:
            signed = consents.consents_of(tx, self.amy.number)
        for record in signed:
            assert {one.statement for one in record.consent.statements if one.answer == "yes"} >= REQUIRED

    def look_at_the_ledger(self) -> None:
        """A dump of the ledger is whole, and is not once a row is taken out, doubled, moved or edited."""
        with self.deployment.services.records.read() as tx:
            rows, trail = list(ledger.dump(tx)), list(audit.dump(tx))
        assert ledger.verify(rows, trail) == []
        for place, row in enumerate(rows):
            assert ledger.verify([*rows[:place], *rows[place + 1 :]], trail)
            assert ledger.verify([*rows[:place], row, *rows[place:]], trail)
            assert ledger.verify([*rows[:place], row.replace(self.amy.number, "BR9999X"), *rows[place + 1 :]], trail)
        for place in range(1, len(rows)):
            assert ledger.verify([*rows[: place - 1], rows[place], rows[place - 1], *rows[place + 1 :]], trail)


def test_nobody_answers_without_a_consent_that_counts_and_help_is_always_there(*, is_full: bool) -> None:
    run_state_machine_as_test(
        Consenting,
        settings=settings(
            max_examples=EXAMPLES_IN_FULL if is_full else EXAMPLES,
            stateful_step_count=STEPS_IN_FULL if is_full else STEPS,
            deadline=None,
            derandomize=not is_full,
            phases=tuple(Phase) if is_full else (Phase.explicit, Phase.generate),  # to shrink a failure takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
