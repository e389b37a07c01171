"""Words of the glossary on a page: below the text that uses them first, once, and only where families read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alongside.core.conduct.family_words import families_read
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.web.sounds import Sounds
from alongside.core.web.words import PageWords
from tests.support.deployment import Deployment, open_deployment

STUDY = "pages.stop_messages_text"
NOTHING_HARD = "pages.stop_messages_done"


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    with open_deployment(tmp_path) as opened:
        yield opened


def words_for(deployment: Deployment, language: str = "en", *, easy_read: bool = False) -> PageWords:
    services = deployment.services
    sounds = Sounds(services.book, services.prompts, ("en",))
    return PageWords(services, sounds, NeedsProfile(language=language, easy_read=easy_read))


def asked(words: PageWords, text_id: str = "", tag: str = "p") -> list[str]:
    return [str(each.asks) for each in words.explain(words.show(text_id) if text_id else None, tag)]


def test_a_word_is_explained_below_the_text_that_uses_it_first_and_not_again(deployment: Deployment) -> None:
    words = words_for(deployment)
    assert asked(words, NOTHING_HARD) == []
    assert asked(words, STUDY) == ["What does “study” mean?"]
    assert asked(words, STUDY) == []
    assert asked(words_for(deployment), STUDY) == ["What does “study” mean?"]


def test_a_heading_s_words_wait_for_the_next_text_or_for_the_end_of_the_page(deployment: Deployment) -> None:
    words = words_for(deployment)
    assert asked(words, STUDY, tag="h1") == []
    assert words.explain(replace(words.show(NOTHING_HARD), terms=("research",)), "span") == []
    assert asked(words, NOTHING_HARD) == ["What does “study” mean?", "What does “research” mean?"]
    assert asked(words, STUDY, tag="h2") == []
    assert asked(words) == []
    other = words_for(deployment)
    assert asked(other, STUDY, tag="h1") == []
    assert asked(other) == ["What does “study” mean?"]


def test_what_a_word_means_is_in_the_page_s_language_and_form(deployment: Deployment) -> None:
    (standard,) = words_for(deployment).explain(words_for(deployment).show(STUDY))
    assert standard.means.plain.startswith("A study asks many people the same things.")
    assert not standard.means.picture
    words = words_for(deployment, "ur", easy_read=True)
    (easy,) = words.explain(words.show(STUDY))
    assert "”یہ تحقیق“" in easy.asks
    assert easy.means.plain.startswith("ہم بہت سے لوگوں سے پوچھتے ہیں۔")
    assert "<svg" in easy.means.picture


def test_an_explanation_explains_nothing_in_its_own_words(deployment: Deployment) -> None:
    words = words_for(deployment)
    (explained,) = words.explain(words.show(STUDY))
    assert explained.means.terms == ()


def test_words_for_staff_are_not_explained(deployment: Deployment) -> None:
    staff = [text_id for text_id in deployment.services.book.sources if not families_read(text_id)]
    words = words_for(deployment)
    glossary = deployment.services.glossary
    hard = [one for one in staff if glossary.terms_in(deployment.services.book.sources[one].standard)]
    assert hard
    sources = deployment.services.book.sources
    assert not any(words.show(one).terms for one in hard if "{" not in sources[one].standard)
