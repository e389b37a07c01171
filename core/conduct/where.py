"""Where a person is in the study: their steps, the same in words, the picture of it, and a sheet with all of this."""

from collections.abc import Sequence

from alongside.core.conduct import answering, consenting
from alongside.core.conduct.services import Services
from alongside.core.conduct.sheets import Wish, Words, frame_of
from alongside.core.engine.journey import StepSeen, StepState, where_am_i
from alongside.core.languages.direction import direction_of
from alongside.core.languages.formats import format_date, uk_time
from alongside.core.reports.path_picture import path_picture
from alongside.core.reports.sheets import WAY_WIDTH, WAY_WIDTH_EASY, Idea, WaySheet, render_way_sheet
from alongside.core.storage.database import Transaction


def steps_of(services: Services, tx: Transaction, participant: str) -> tuple[StepSeen, ...]:
    """Return each step as this person is on their way; none for who declined, stopped, or is asked no questions."""
    basis, asking = consenting.basis_of(services, tx, participant), consenting.module_of(services, tx)
    if basis.code != asking.code:
        return ()
    state = consenting.standing(tx, participant, basis)
    is_asked_again = not state.in_force and consenting.is_asked_again(tx, participant, basis)
    return steps_by(services, tx, participant, state, is_asked_again=is_asked_again)


def steps_by(
    services: Services, tx: Transaction, participant: str, state: consenting.Standing, *, is_asked_again: bool
) -> tuple[StepSeen, ...]:
    """Return the same, for somebody who is asked questions and whose standing is known."""
    if state.declined or state.questions_stopped:
        return ()
    begun = state.consented_on
    if is_asked_again and state.consented_at:
        begun = uk_time(state.consented_at).date()  # who must agree again has not gone back to the beginning
    today = services.clock.today()
    version = services.study.version_on(today)
    done = answering.done_visits(tx, participant)
    return where_am_i(version, consented_on=begun, done_visits=done, today=today)


def now_and_next(steps: Sequence[StepSeen]) -> tuple[tuple[str, StepSeen], ...]:
    """Return which steps tell where somebody is, each with the id of its words: the last one done, now, and the next."""
    now = next((place for place, seen in enumerate(steps) if seen.state is StepState.NOW), None)
    if now is None:
        return ()
    near = (("sheets.before", now - 1), ("sheets.here", now), ("sheets.after", now + 1))
    return tuple((text_id, steps[place]) for text_id, place in near if 0 <= place < len(steps))


def in_words(words: Words, steps: Sequence[StepSeen]) -> str:
    """Return in words what the picture shows."""
    near = now_and_next(steps)
    if not near:
        return words.plain("sheets.all_done")
    return " ".join(words.plain(text_id, step=title_of(words, seen)) for text_id, seen in near)


def title_of(words: Words, seen: StepSeen) -> str:
    """Return what a step is called."""
    return words.plain(f"{words.services.study.code}.{seen.step.code}.step")


def picture_of(words: Words, steps: Sequence[StepSeen]) -> str:
    """Return the picture of where somebody is as SVG, with the same in words in it."""
    return path_picture(
        [seen.state.value for seen in steps],
        title=words.plain("pages.path_heading"),
        words=in_words(words, steps),
        right_to_left=direction_of(words.wish.language) == "rtl",
        is_easy=words.wish.easy_read,
    )


def render_where(services: Services, steps: Sequence[StepSeen], wish: Wish) -> bytes:
    """Return a sheet of where somebody is as a tagged PDF: nothing on it says who."""
    words = Words(services, wish)
    sheet = WaySheet(
        heading=words.plain("pages.path_heading"),
        picture=picture_of(words, steps).encode(),
        width=WAY_WIDTH_EASY if wish.easy_read else WAY_WIDTH,
        words=in_words(words, steps),
        steps_heading=words.plain("sheets.steps"),
        steps=tuple(_step(words, steps, place) for place in range(len(steps))),
    )
    return render_way_sheet(sheet, frame_of(services, wish))


def _step(words: Words, steps: Sequence[StepSeen], place: int) -> tuple[str, Idea]:
    """Return a step as a heading, and what happens then for the one that is now and the one after it."""
    seen = steps[place]
    state = words.plain(f"pages.path_{seen.state.value}")
    title = words.idea(f"{words.services.study.code}.{seen.step.code}.step")
    heading = words.plain("sheets.step", state=state, step=title.words)
    is_near = seen.state is StepState.NOW or (place > 0 and steps[place - 1].state is StepState.NOW)
    if not is_near:
        return heading, Idea("", title.picture)
    told = [words.plain(f"{words.services.study.code}.{seen.step.code}.what_happens")]
    if seen.on:
        told.insert(0, words.plain("pages.path_from", day=format_date(seen.on, words.wish.language)))
    return heading, Idea("\n".join(told), title.picture)
