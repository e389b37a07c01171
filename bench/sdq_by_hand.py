"""The yardstick: the SDQ's scales, totals, outcomes and bands as anybody would write them for polars, and nothing else."""

import polars as pl

from alongside.plugins.instruments.sdq.bands import DIFFICULTY, FOUR_BAND_2_4, FOUR_BAND_4_17, STRENGTH

SCALES = {
    "emotional": ("i03", "i08", "i13", "i16", "i24"),
    "conduct": ("i05", "i07", "i12", "i18", "i22"),
    "hyperactivity": ("i02", "i10", "i15", "i21", "i25"),
    "peer": ("i06", "i11", "i14", "i19", "i23"),
    "prosocial": ("i01", "i04", "i09", "i17", "i20"),
}
REVERSED = {"i07", "i11", "i14", "i21", "i25"}
IMPACT = ("i28", "i29", "i30", "i31", "i32")
TOTALS = {
    "total": ("emotional", "conduct", "hyperactivity", "peer"),
    "externalising": ("conduct", "hyperactivity"),
    "internalising": ("emotional", "peer"),
}


def score_by_hand(answers: pl.LazyFrame) -> pl.LazyFrame:
    """Return the answers with their scores beside them."""
    items = SCALES | {"impact": IMPACT}
    counted = answers.with_columns(
        *(
            pl.sum_horizontal(pl.col(item).is_not_null() for item in of).alias(f"_n_{name}")
            for name, of in items.items()
        ),
        *(
            pl.sum_horizontal(2 - pl.col(item) if item in REVERSED else pl.col(item) for item in of).alias(f"_s_{name}")
            for name, of in SCALES.items()
        ),
        pl.sum_horizontal((pl.col(item) - 1).clip(lower_bound=0) for item in IMPACT).alias("_s_impact"),
    )
    scaled = counted.with_columns(
        *(_pro_rated(name) for name in SCALES),
        pl.when(pl.col("i26").eq_missing(0))
        .then(0)
        .when(pl.col("_n_impact") > 0)
        .then(pl.col("_s_impact"))
        .alias("impact"),
    )
    totalled = scaled.with_columns(_total(parts).alias(name) for name, parts in TOTALS.items())
    return totalled.with_columns(
        *(_outcome(name, (name,)) for name in SCALES),
        *(_outcome(name, parts) for name, parts in TOTALS.items()),
        _outcome("impact", ()),
        *(_band(name) for name in FOUR_BAND_4_17),
    ).drop("^_[ns]_.*$")


def _pro_rated(name: str) -> pl.Expr:
    answered, added = pl.col(f"_n_{name}").cast(pl.Int64), pl.col(f"_s_{name}")
    return pl.when(answered >= 3).then((added * 10 + answered) // (2 * answered)).alias(name)  # noqa: PLR2004


def _total(parts: tuple[str, ...]) -> pl.Expr:
    first, *others = (pl.col(part) for part in parts)
    for other in others:
        first += other
    return first


def _outcome(name: str, scales: tuple[str, ...]) -> pl.Expr:
    is_full = pl.all_horizontal(pl.col(f"_n_{scale}") == 5 for scale in scales) if scales else pl.lit(value=True)  # noqa: PLR2004
    return (
        pl.when(pl.col(name).is_null())
        .then(pl.lit("not_scorable"))
        .when(is_full)
        .then(pl.lit("value"))
        .otherwise(pl.lit("pro_rated"))
        .alias(f"{name}_outcome")
    )


def _band(name: str) -> pl.Expr:
    words = STRENGTH if name == "prosocial" else DIFFICULTY
    younger, older = (_band_of(name, bands[name][0], words) for bands in (FOUR_BAND_2_4, FOUR_BAND_4_17))
    return pl.when(pl.col("form") == "2_4").then(younger).otherwise(older).alias(f"{name}_band")


def _band_of(name: str, bands: tuple[tuple[int, int], ...], words: tuple[str, ...]) -> pl.Expr:
    band = pl.lit(None, dtype=pl.String)
    for (low, high), word in zip(bands, words, strict=True):
        band = pl.when(pl.col(name).is_between(low, high)).then(pl.lit(word)).otherwise(band)
    return band
