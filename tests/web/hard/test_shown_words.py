"""An answer counts for the words that were on the page, never for words that came later in another tab."""

from alongside.core.conduct.consenting import kept_copy, module_of
from alongside.core.storage import choices, consents, families
from alongside.core.storage.choices import Choice
from tests.support.deployment import Deployment
from tests.web.hard.visitor import STATEMENTS, Visitor, another_tab, arrive, leave_out_questions


def change_language(visitor: Visitor, language: str) -> None:
    assert visitor.send("/needs", {"language": language}).status_code == 303
    visitor.language = language


def change_words(visitor: Visitor, form: str) -> None:
    assert visitor.send("/needs", {"format": form}).status_code == 303


def chosen(visitor: Visitor) -> list[Choice]:
    services = visitor.deployment.services
    with services.records.read() as tx:
        return list(choices.choices_of(tx, visitor.number, module_of(services).code))


def signed(visitor: Visitor) -> list[consents.ConsentRecord]:
    with visitor.deployment.services.records.read() as tx:
        return consents.consents_of(tx, visitor.number)


def hidden_on(visitor: Visitor) -> dict[str, str]:
    assert visitor.page is not None
    return {one["name"]: one["value"] for one in visitor.page.main.all("input", type="hidden")}


def say_yes(visitor: Visitor, first: int = 1, last: int = STATEMENTS) -> None:
    for number in range(first, last + 1):
        assert visitor.send(f"/choose/{number}", {"answer": "yes"}).status_code == 303
    if last == STATEMENTS:
        leave_out_questions(visitor)


def test_a_statement_whose_language_was_changed_in_another_tab_is_not_stored_until_it_is_answered_again(
    deployment: Deployment,
) -> None:
    visitor = arrive(deployment)
    stale = visitor.form("/choose/1")
    change_language(another_tab(visitor), "ur")
    visitor.language = "ur"
    assert visitor.post("/choose/1", {**stale, "answer": "yes"}).status_code == 409
    assert visitor.said("pages.words_changed") in visitor.words
    assert visitor.chosen("answer") == ["yes"]
    assert chosen(visitor) == []
    assert visitor.post("/choose/1", {**hidden_on(visitor), "answer": "yes"}).status_code == 303
    assert [choice.language for choice in chosen(visitor)] == ["ur"]


def test_the_person_is_told_in_words_that_the_words_changed(deployment: Deployment) -> None:
    visitor = arrive(deployment, "Urdu")
    stale = visitor.form("/choose/1")
    change_language(another_tab(visitor), "en")
    assert visitor.post("/choose/1", {**stale, "answer": "no"}).status_code == 409
    assert "The words on this page changed" in visitor.words
    assert chosen(visitor) == []


def test_a_statement_that_became_easy_in_another_tab_is_not_stored(deployment: Deployment) -> None:
    visitor = arrive(deployment)
    stale = visitor.form("/choose/1")
    change_words(another_tab(visitor), "easy")
    assert visitor.post("/choose/1", {**stale, "answer": "yes"}).status_code == 409
    assert chosen(visitor) == []


def test_an_answer_that_does_not_say_which_words_were_shown_is_not_stored(deployment: Deployment) -> None:
    visitor = arrive(deployment)
    form = visitor.form("/choose/1")
    other = visitor.form("/choose/2")["shown"]
    for shown in ("", "0" * 64, other):
        assert visitor.post("/choose/1", {**form, "shown": shown, "answer": "yes"}).status_code == 409
    form.pop("shown")
    assert visitor.post("/choose/1", {**form, "answer": "yes"}).status_code == 409
    assert chosen(visitor) == []


def test_a_signature_under_words_that_changed_in_another_tab_is_not_stored_and_the_name_is_kept(
    deployment: Deployment,
) -> None:
    visitor = arrive(deployment, "Urdu")
    say_yes(visitor)
    stale = visitor.form("/sign")
    change_language(another_tab(visitor), "en")
    assert visitor.post("/sign", {**stale, "method": "typed", "name": "Sam Example"}).status_code == 409
    assert "The words on this page changed" in visitor.words
    assert visitor.typed("name") == ["Sam Example"]
    assert signed(visitor) == []
    assert visitor.post("/sign", {**hidden_on(visitor), "method": "typed", "name": "Sam Example"}).status_code == 303
    (record,) = signed(visitor)
    assert record.consent.language == "en"
    assert {statement.language for statement in record.consent.statements} == {"ur"}


def test_a_signature_that_does_not_say_which_words_were_shown_is_not_stored(deployment: Deployment) -> None:
    visitor = arrive(deployment)
    say_yes(visitor)
    form = visitor.form("/sign")
    for shown in ("", "0" * 64):
        assert visitor.post("/sign", {**form, "shown": shown, "method": "typed", "name": "Sam"}).status_code == 409
    assert signed(visitor) == []


def test_each_statement_of_the_copy_is_in_the_language_in_which_it_was_answered(deployment: Deployment) -> None:
    services, visitor = deployment.services, arrive(deployment)
    say_yes(visitor, last=3)
    change_language(visitor, "ur")
    say_yes(visitor, first=4)
    assert visitor.send("/sign", {"method": "typed", "name": "Sam Example"}).status_code == 303
    module = module_of(services)
    kept = kept_copy(services, visitor.number, module)
    (record,) = signed(visitor)
    assert kept is not None
    languages = ["en"] * 3 + ["ur"] * (STATEMENTS - 3)
    assert [statement.language for statement in record.consent.statements] == languages
    for language, statement in zip(languages, kept.statements, strict=True):
        for slot in ("text", "if_yes", "if_no"):
            said = services.book.say(f"{module.code}.{statement.statement}.{slot}", language).words
            assert getattr(statement, "words" if slot == "text" else slot) == said
    assert (
        kept.statements[0].words != services.book.say(f"{module.code}.{kept.statements[0].statement}.text", "ur").words
    )


def test_statements_that_were_answered_in_easy_words_stay_easy_in_the_copy(deployment: Deployment) -> None:
    services, visitor = deployment.services, arrive(deployment)
    change_words(visitor, "easy")
    say_yes(visitor, last=2)
    change_words(visitor, "standard")
    say_yes(visitor, first=3)
    visitor.send("/sign", {"method": "typed", "name": "Sam Example"})
    module = module_of(services)
    kept = kept_copy(services, visitor.number, module)
    assert kept is not None
    for number, statement in enumerate(kept.statements, 1):
        said = services.book.say(f"{module.code}.{statement.statement}.text", "en", easy=number < 3).words
        assert statement.words == said


def test_a_signature_sent_once_more_after_stopping_brings_nobody_back_and_leaves_the_copy_alone(
    deployment: Deployment,
) -> None:
    services, visitor = deployment.services, arrive(deployment)
    say_yes(visitor)
    form = visitor.form("/sign")
    visitor.post("/sign", {**form, "method": "typed", "name": "Sam"})
    before = kept_copy(services, visitor.number, module_of(services))
    visitor.send("/stop", {"action": "stop_all"})
    visitor.post("/sign", {**form, "method": "typed", "name": "Else"})
    with services.records.read() as tx:
        person = families.participant(tx, visitor.number)
    assert person is not None
    assert person.state == "withdrawn"
    assert kept_copy(services, visitor.number, module_of(services)) == before
