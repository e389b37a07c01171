"""What was told is told once: choices that stand in what was signed are not shown twice, and no secret comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.core.conduct.told import ToldConsent, ToldMessage, told_so_far
from tests.support.deployment import Deployment, open_deployment
from tests.support.family import Person, agree, come_in


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    with open_deployment(tmp_path) as opened:
        yield opened


def amy(deployment: Deployment) -> Person:
    person = Person("Amy", deployment, deployment.browser(), phone="+447700900101")
    with deployment.services.vault.read() as sealed:
        (person.number,) = deployment.services.vault.find(sealed, "phone", person.phone)
    come_in(person)
    return person


def test_choices_that_were_signed_the_same_day_stand_there_once(deployment: Deployment) -> None:
    person = amy(deployment)
    agree(person)

    (consent,) = [one for one in told_so_far(deployment.services, person.number).entries if one.kind == "consent"]
    assert isinstance(consent, ToldConsent)
    assert consent.is_signed
    assert {one.answer for one in consent.statements} == {"yes"}


def test_what_was_told_stands_in_order_of_time(deployment: Deployment) -> None:
    person = amy(deployment)
    agree(person)
    deployment.pass_time(days=1)
    deployment.send()

    moments = [one.at for one in told_so_far(deployment.services, person.number).entries]
    assert len(moments) >= 4
    assert moments == sorted(moments)


def test_no_link_no_code_and_no_name_comes_back(deployment: Deployment) -> None:
    person = amy(deployment)
    agree(person)
    deployment.send()

    told = told_so_far(deployment.services, person.number)
    words = " ".join(one.words for one in (*told.entries, *told.not_sent) if isinstance(one, ToldMessage))
    assert person.newest_link().rpartition("/")[2] not in words
    assert person.newest_code() not in words
    assert "Amy" not in words
    assert "(their own link)" in words
    assert "(a code)" in words
