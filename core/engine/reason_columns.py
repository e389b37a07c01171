"""The column that says why there is no score, or what is special about it: the words of `scoring`, looked up by number.

What is said depends on a few counts only. They make one whole number in each row, and each number has its words.
"""

from itertools import product

import narwhals as nw

from alongside.core.definitions.derived_scores import Derived, Equation, NormScore
from alongside.core.definitions.scoring import Subscale, parts_of
from alongside.core.engine.derived_expressions import refusal_of_whom, remarks_on
from alongside.core.engine.expression_parts import Said, as_number, say, say_one_of, sum_of
from alongside.core.engine.score_plans import ScorePlan

PARTS_AT_ONCE = 8


def reason_of(plan: ScorePlan) -> Said | nw.Expr:
    """Return the reason in each row: words by their numbers where there are few enough, or else the words."""
    if plan.lacks:
        return Said(nw.lit(0), (plan.lacks,))
    pieces = _pieces_of_parts(plan) if parts_of(plan.score) else _pieces_of_items(plan)
    if isinstance(plan.score, NormScore | Equation):
        is_whole = ~plan.col("ok") & (plan.col("used") == plan.of)
        said = [refusal_of_whom(plan.score, plan), *(Said(nw.lit(0), ("",)) for _ in pieces[1:])]
        pieces = [say_one_of([(is_whole, words)], piece) for words, piece in zip(said, pieces, strict=True)]
    pieces += remarks_on(plan)
    if isinstance(plan.score, Subscale) and plan.score.gate:
        told = Said(nw.lit(0), (plan.score.gate.when.in_words(),))
        pieces = [say_one_of([(plan.col("gate"), told)], pieces[0]), *(_but_for_gate(plan, one) for one in pieces[1:])]
    return pieces[0] if len(pieces) == 1 else say(*(piece.spelt() for piece in pieces))


def _but_for_gate(plan: ScorePlan, said: Said) -> Said:
    return say_one_of([(plan.col("gate"), Said(nw.lit(0), ("",)))], said)


def _pieces_of_items(plan: ScorePlan) -> list[Said]:
    """Look up by how many were answered, and how many had the first answer that carries no score; add further ones."""
    of, needed, (first, *others) = plan.of, plan.rule.needed(plan.of), plan.labels
    words = []
    for used, unscored in product(range(of + 1), repeat=2):
        said = f"{used} of {of} answered"
        if used < needed:
            said += f", at least {needed} needed" + (f"; {unscored} answered {first}" if unscored else "")
        elif used == of:
            said = ""
        elif plan.rule.missing_is_zero:
            said += ", the others count as 0"
        words.append(said if used + unscored <= of else None)
    refused = as_number(plan.col("used") < needed)
    return [
        Said(plan.col("used") * (of + 1) + plan.col("unscored_0"), tuple(words)),
        *(
            Said(
                plan.col(f"unscored_{number}") * refused,
                ("", *(f"; {count} answered {label}" for count in range(1, of + 1))),
            )
            for number, label in enumerate(others, 1)
        ),
    ]


def _pieces_of_parts(plan: ScorePlan) -> list[Said]:
    """Look up by how many answers stand behind a value, or else by which parts have none, so many of them at once."""
    starts = range(0, plan.of, PARTS_AT_ONCE)
    return [_piece_of_parts(plan, plan.parts[at : at + PARTS_AT_ONCE], is_first=at == 0) for at in starts]


def _piece_of_parts(plan: ScorePlan, parts: tuple[ScorePlan, ...], *, is_first: bool) -> Said:
    """Return what is said of some parts; what is said of all of them stands before the first."""
    of, needed, every = plan.of, plan.rule.needed(plan.of), 2 ** len(parts)
    zeros = ", parts without a score count as 0" if plan.rule.missing_is_zero else ""
    values = [
        f"{answered} of {plan.of_items} answered{zeros if is_short else ''}" if is_first else ""
        for answered, is_short in product(range(plan.of_items + 1), (0, 1))
    ]
    refusals = []
    for used, lacking in product(range(needed), range(every)):
        without = [part.score.code for place, part in enumerate(parts) if lacking >> place & 1]
        head = f"{used} of {of} parts have a score, at least {needed} needed" if is_first else ""
        is_possible = used <= of - len(without)
        refusals.append(head + "".join(f"; {code} has none" for code in without) if is_possible else None)
    is_short = plan.col("used") < of
    is_told = plan.col("rated") if isinstance(plan.score, Derived) else plan.col("rated") | is_short
    value = (plan.col("answered") * 2 + as_number(is_short) + 1) * as_number(is_told)
    lacking_parts = sum_of([as_number(~part.col("ok")) * 2**place for place, part in enumerate(parts)])
    refusal = plan.col("used") * every + lacking_parts + len(values) + 1
    return Said(nw.when(plan.col("ok")).then(value).otherwise(refusal), ("", *values, *refusals))
