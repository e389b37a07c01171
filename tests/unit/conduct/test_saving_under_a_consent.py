"""An answer that was let through the gate is not stored when the consent ended before it was written."""

import secrets
from collections.abc import Iterator

import pytest

from alongside.core.conduct import answering, stopping
from alongside.core.conduct.answering import NotYourPageError
from alongside.core.conduct.people import FAMILY, Acting
from alongside.core.conduct.saving import Given, save_answer, save_remark, send_part
from alongside.core.definitions.items import Item
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.engine.consent import WITHDRAWN, Whole
from tests.support.deployment import Deployment, temporary_deployment
from tests.support.family import Entry, agree, begin_questions, come_in, enter_family, staff


@pytest.fixture(scope="module")
def deployment() -> Iterator[Deployment]:
    with temporary_deployment() as opened:
        yield opened


@pytest.mark.parametrize("whole", [Whole.EVERYTHING, Whole.QUESTIONNAIRES])
def test_nothing_is_stored_once_the_consent_ended(deployment: Deployment, whole: Whole) -> None:
    services = deployment.services
    phone = f"07700 900{301 + list(Whole).index(whole)}"
    family = enter_family(staff(deployment, "Kim"), Entry("Amy", phone, (("Leo", 9),)))
    deployment.send()
    come_in(family)
    agree(family)
    begin_questions(family)
    person = Acting(family.number, FAMILY, NeedsProfile())
    with services.records.read() as tx:
        visit = answering.find_visit(services, tx, family.number)
    assert visit is not None
    part = visit.parts[0]
    question = next(one for one in part.items if isinstance(one, Item) and one.may_decline)
    before = deployment.stored()["records.answers"]
    stopping.change_whole(
        services, family.number, whole, WITHDRAWN, stopping.own_word(person), request_key=secrets.token_hex(16)
    )
    with pytest.raises(NotYourPageError):
        save_answer(services, person, part, question, Given((), secrets.token_hex(16), None, declines=True))
    with pytest.raises(NotYourPageError):
        save_remark(services, person, part, "A word", secrets.token_hex(16))
    with pytest.raises(NotYourPageError):
        send_part(services, person, part)
    assert deployment.stored()["records.answers"] == before
