"""Make the derived scores of a whole frame: the same rules as `derived`, as narwhals expressions.

Each score is made from the columns of the scores before it, in a few stages of columns that are added one after another.
"""

import narwhals as nw

from alongside.core.definitions.derived_scores import (
    AGE_MONTHS,
    AGE_YEARS,
    Equation,
    NormBand,
    NormScore,
    Sex,
    Term,
    Validity,
)
from alongside.core.engine.derived import (
    BELOW_NORMS,
    NO_AGE,
    NO_NORMS_FOR_CHILD,
    NO_SEX,
    NOT_VALID,
    SET_TO_HIGHEST,
    SET_TO_LOWEST,
    YEARS_A_MONTH,
)
from alongside.core.engine.expression_parts import Said, Stage, any_of, as_number, divide, product_of, sum_of
from alongside.core.engine.score_plans import ScorePlan
from alongside.core.engine.whom_columns import age, has_age, has_sex, is_sex

TRUE = nw.lit(value=True)
REFUSALS_OF_WHOM = (NO_AGE, NO_SEX, NO_NORMS_FOR_CHILD, BELOW_NORMS)


def derived_stages(plan: ScorePlan) -> list[Stage]:
    """Return the stages that end in whether there is a score, its numerator and denominator, and if it is pro-rated."""
    match plan.score:
        case NormScore() as score:
            stages = _norm_stages(score, plan)
        case Equation() as score:
            stages = _equation_stages(score, plan)
        case Validity() as score:
            stages = _validity_stages(score, plan)
        case _:
            raise TypeError(f"{plan.score.code} is not a derived score")
    *before, last = stages
    last |= {
        "rated": last["ok"] & any_of([part.col("rated") for part in plan.parts]),
        "answered": sum_of([part.col("answered") for part in plan.parts]),
        "used": sum_of([as_number(part.col("ok")) for part in plan.parts]),
        "bottom": nw.lit(1),
    }
    return [*before, last]


def refusal_of_whom(score: NormScore | Equation, plan: ScorePlan) -> Said:
    """Return why there is no score although there are all its parts."""
    number = as_number(plan.col("found")) + 2 if isinstance(score, NormScore) else nw.lit(0)
    if score.needs_sex:
        number = nw.when(has_sex()).then(number).otherwise(nw.lit(1))
    if score.needs_age:
        number = nw.when(has_age()).then(number).otherwise(nw.lit(0))
    return Said(number, REFUSALS_OF_WHOM)


def remarks_on(plan: ScorePlan) -> list[Said]:
    """Return what is special about a score, piece by piece; nothing where there is none."""
    match plan.score:
        case Equation():
            low, high = plan.col("low") & plan.col("ok"), plan.col("high") & plan.col("ok")
            is_special = low | high
            remark = [Said(as_number(low) + as_number(high) * 2, ("", SET_TO_LOWEST, SET_TO_HIGHEST))]
        case Validity(at_most=limits):
            is_special = plan.col("over")
            remark = [Said(as_number(is_special), ("", NOT_VALID))]
            for part in plan.parts:
                code = part.score.code
                words = f"; {code} is more than {limits[code]}"
                remark.append(Said(as_number(_over(part, limits[code])), ("", words)))
        case _:
            return []
    return [Said(as_number(plan.col("rated") & is_special), ("", "; ")), *remark]


def _norm_stages(score: NormScore, plan: ScorePlan) -> list[Stage]:
    """Return the stages of a norm score. Each table is a stair: its steps are added up as far as the raw score reaches."""
    raw, places = plan.part(score.raw), 10**score.decimals
    top, bottom = raw.col("top"), raw.col("bottom")
    # Shifted so that nothing divided is negative: engines differ in how they divide negative whole numbers.
    looked_for = (2 * places * (top - plan.lowest * bottom) + bottom) // (2 * bottom) + plan.lowest * places
    looked = plan.col("looked")
    inside: Stage = {f"in_{place}": _fits(band) for place, band in enumerate(score.norms)}
    stairs: Stage = {"found": any_of([plan.col(name) for name in inside])}
    for place, band in enumerate(score.norms):
        norms = [0, *(norm for _, norm in band.steps)]
        climbs = [
            as_number(looked >= int(start * places)) * (norms[step + 1] - norms[step])
            for step, (start, _) in enumerate(band.steps)
        ]
        stairs[f"norm_{place}"] = sum_of(climbs)
        stairs[f"reached_{place}"] = looked >= int(band.steps[0][0] * places)
    reached = [plan.col(f"in_{n}") & plan.col(f"reached_{n}") for n in range(len(score.norms))]
    tops = [as_number(plan.col(f"in_{n}")) * plan.col(f"norm_{n}") for n in range(len(score.norms))]
    return [
        {"looked": looked_for, **inside},
        stairs,
        {"ok": _all_there(plan) & _has_whom(score) & any_of(reached), "top": sum_of(tops)},
    ]


def _fits(band: NormBand) -> nw.Expr:
    ages = (age() >= band.from_months) & (age() < band.to_months)
    return ages if band.sex is None else ages & is_sex(band.sex)


def _equation_stages(score: Equation, plan: ScorePlan) -> list[Stage]:
    factors: Stage = {part.score.code: divide(part.col("top"), part.col("bottom")) for part in plan.parts}
    if score.needs_age:
        factors |= {AGE_MONTHS: age(), AGE_YEARS: age() * YEARS_A_MONTH}
    if score.needs_sex:
        factors |= {sex.value: is_sex(sex).cast(nw.Float64) for sex in Sex}
    found, low, high = plan.col("found"), plan.col("low"), plan.col("high")
    lowest, highest = nw.lit(float(score.lowest)), nw.lit(float(score.highest))
    return [
        {"found": sum_of([_term(term, factors) for term in score.terms])},
        {"low": found < lowest, "high": found > highest},
        {
            "ok": _all_there(plan) & _has_whom(score),
            "top": nw.when(low).then(lowest).otherwise(nw.when(high).then(highest).otherwise(found)),
        },
    ]


def _term(term: Term, factors: Stage) -> nw.Expr:
    return product_of([nw.lit(float(term.coefficient)), *(factors[name] for name in term.factors)])


def _validity_stages(score: Validity, plan: ScorePlan) -> list[Stage]:
    over = plan.col("over")
    return [
        {"over": any_of([_over(part, score.at_most[part.score.code]) for part in plan.parts])},
        {"ok": over | _all_there(plan), "top": 1 - as_number(over)},
    ]


def _over(part: ScorePlan, limit: int) -> nw.Expr:
    return part.col("ok") & (part.col("top") > part.col("bottom") * limit)


def _all_there(plan: ScorePlan) -> nw.Expr:
    return ~any_of([~part.col("ok") for part in plan.parts])


def _has_whom(score: NormScore | Equation) -> nw.Expr:
    return (has_age() if score.needs_age else TRUE) & (has_sex() if score.needs_sex else TRUE)
