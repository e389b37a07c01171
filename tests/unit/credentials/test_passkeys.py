import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.core.credentials.passkeys import (
    LONGEST_ANSWER,
    Asked,
    NewPasskey,
    PasskeyRefusedError,
    Place,
    ask_for_known,
    ask_for_new,
    look_at_known,
    look_at_new,
    named_in,
    place_of,
)
from tests.support.passkey import Device

HERE = Place("forms.example", "https://forms.example")
ELSEWHERE = Place("other.example", "https://other.example")


def asked_for_new(place: Place = HERE, known: tuple[str, ...] = ()) -> Asked:
    return ask_for_new(place, name="Our forms", owner=b"0123456789abcdef", label="kim", known=known)


@pytest.fixture(scope="module")
def device() -> Device:
    return Device(HERE.origin)


@pytest.fixture(scope="module")
def passkey(device: Device) -> NewPasskey:
    asked = asked_for_new()
    return look_at_new(HERE, device.make(asked.options), challenge=asked.challenge)


def test_the_browser_is_asked_for_a_key_that_needs_no_place_on_the_device() -> None:
    asked = asked_for_new(known=("AAEC",))
    options = json.loads(asked.options)
    assert options["challenge"] == asked.challenge
    assert options["rp"] == {"name": "Our forms", "id": "forms.example"}
    assert options["attestation"] == "none"
    assert options["authenticatorSelection"]["residentKey"] == "discouraged"
    assert options["authenticatorSelection"]["userVerification"] == "preferred"
    assert [one["id"] for one in options["excludeCredentials"]] == ["AAEC"]
    assert asked_for_new().challenge != asked.challenge


def test_a_new_passkey_signs_in_again_and_again(device: Device, passkey: NewPasskey) -> None:
    count = passkey.sign_count
    for _ in range(3):
        asked = ask_for_known(HERE, [passkey.credential])
        answer = device.use(asked.options)
        assert named_in(answer) == passkey.credential
        new_count = look_at_known(
            HERE, answer, challenge=asked.challenge, public_key=passkey.public_key, sign_count=count
        )
        assert new_count == count + 1
        count = new_count


def test_a_new_passkey_for_another_challenge_or_place_is_refused(device: Device) -> None:
    asked = asked_for_new()
    answer = device.make(asked.options)
    with pytest.raises(PasskeyRefusedError):
        look_at_new(HERE, answer, challenge=asked_for_new().challenge)
    with pytest.raises(PasskeyRefusedError):
        look_at_new(ELSEWHERE, answer, challenge=asked.challenge)
    with pytest.raises(PasskeyRefusedError):
        look_at_new(replace(HERE, origin="https://evil.forms.example"), answer, challenge=asked.challenge)


def test_an_answer_for_another_challenge_place_or_key_is_refused(device: Device, passkey: NewPasskey) -> None:
    asked = ask_for_known(HERE, [passkey.credential])
    answer = device.use(asked.options)
    stranger = Device(HERE.origin)
    other_key = look_at_new(HERE, stranger.make((new := asked_for_new()).options), challenge=new.challenge).public_key
    right = {"challenge": asked.challenge, "public_key": passkey.public_key, "sign_count": 0}
    assert look_at_known(HERE, answer, **right) > 0
    for place, wrong in (
        (HERE, {"challenge": ask_for_known(HERE, []).challenge}),
        (HERE, {"public_key": other_key}),
        (ELSEWHERE, {}),
        (replace(HERE, origin="http://forms.example"), {}),
    ):
        with pytest.raises(PasskeyRefusedError):
            look_at_known(place, answer, **(right | wrong))


def test_a_passkey_whose_count_did_not_rise_may_be_a_copy(device: Device, passkey: NewPasskey) -> None:
    asked = ask_for_known(HERE, [passkey.credential])
    answer = device.use(asked.options)
    with pytest.raises(PasskeyRefusedError):
        look_at_known(HERE, answer, challenge=asked.challenge, public_key=passkey.public_key, sign_count=device.count)


def test_what_makes_a_passkey_does_not_sign_in(device: Device, passkey: NewPasskey) -> None:
    asked = asked_for_new()
    with pytest.raises(PasskeyRefusedError):
        look_at_known(
            HERE,
            device.make(asked.options),
            challenge=asked.challenge,
            public_key=passkey.public_key,
            sign_count=0,
        )


@given(
    st.one_of(
        st.text(max_size=60),
        st.recursive(
            st.none() | st.text(),
            lambda inner: (
                st.lists(inner) | st.dictionaries(st.sampled_from(["id", "rawId", "response", "type"]), inner)
            ),
        ).map(json.dumps),
    )
)
@settings(deadline=None)
def test_whatever_a_browser_sends_is_refused_in_order(answer: str) -> None:
    assert isinstance(named_in(answer), str)
    with pytest.raises(PasskeyRefusedError):
        look_at_new(HERE, answer, challenge="AAEC")
    with pytest.raises(PasskeyRefusedError):
        look_at_known(HERE, answer, challenge="AAEC", public_key="AAEC", sign_count=0)


@given(
    st.sampled_from(["clientDataJSON", "authenticatorData", "signature"]),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from("ABab01-_"),
)
@settings(deadline=None, max_examples=30)
def test_an_answer_changed_anywhere_is_refused(part: str, how_far: float, letter: str) -> None:
    device, asked = Device(HERE.origin), asked_for_new()
    kept = look_at_new(HERE, device.make(asked.options), challenge=asked.challenge)
    asked = ask_for_known(HERE, [kept.credential])
    answer = json.loads(device.use(asked.options))
    was = answer["response"][part]
    at = int(how_far * (len(was) - 1))  # never the last letter: some of its bits say nothing
    answer["response"][part] = was[:at] + ("z" if was[at] == letter else letter) + was[at + 1 :]
    with pytest.raises(PasskeyRefusedError):
        look_at_known(
            HERE, json.dumps(answer), challenge=asked.challenge, public_key=kept.public_key, sign_count=kept.sign_count
        )


def test_an_answer_that_is_far_too_long_is_not_read() -> None:
    with pytest.raises(PasskeyRefusedError, match="long"):
        named_in("x" * (LONGEST_ANSWER + 1))


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://forms.example", HERE),
        ("https://forms.example:8443/under", Place("forms.example", "https://forms.example:8443")),
        ("http://localhost:8000", Place("localhost", "http://localhost:8000")),
        ("http://127.0.0.1:8000", None),
        ("https://192.0.2.1", None),
        ("https://[2001:db8::1]", None),
        ("http://forms.example", None),
        ("", None),
    ],
)
def test_there_are_passkeys_only_where_browsers_make_them(address: str, place: Place | None) -> None:
    assert place_of(address) == place
