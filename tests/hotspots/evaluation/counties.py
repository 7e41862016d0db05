"""Counties of counts, made so that it is known whether anything was done; areas are chosen for being high."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from hotspots.evaluation.comparison import Comparison, compare
from hotspots.evaluation.params import EvaluationParams
from hotspots.evaluation.place_counts import Floats, Ints, PlaceCounts
from hotspots.evaluation.pooled import pooled_ratio
from hotspots.evaluation.verdicts import adjusted_p_values, verdict_of


@dataclass(frozen=True)
class Setting:
    """
    What a county is like.

    ``shape`` of the gamma distribution of levels (endless: all places alike), ``change`` the standard
    deviation of the log of each place's own change a period, ``over`` negative binomial overdispersion,
    ``trend`` of all places a period, ``hot`` places five times as high, ``chosen_by`` the period whose
    highest are treated, ``bursts`` the share of places that are four times as high in any one period,
    ``towns`` the standard deviation of the log of the change of each of eight townships, ``own_over`` the
    mean of an overdispersion that is each place's own.
    """

    places: int = 100
    mean: float = 15.0
    shape: float = 2.0
    change: float = 0.0
    over: float = 0.0
    trend: float = 1.0
    hot: int = 0
    treated: int = 5
    chosen_by: str = "before"
    effect: float = 1.0
    has_prior: bool = True
    bursts: float = 0.0
    towns: float = 0.0
    own_over: float = 0.0


def county(setting: Setting, rng: np.random.Generator) -> tuple[PlaceCounts, Ints]:
    """Draw the counts of three periods, and which places were treated."""
    if np.isinf(setting.shape):
        level = np.full(setting.places, setting.mean)
    else:
        level = rng.gamma(setting.shape, setting.mean / setting.shape, setting.places)
    level[: setting.hot] *= 5
    levels = level * _restless(setting, rng)
    rates = [_rates(levels[period] * setting.trend**period, setting, rng) for period in range(3)]
    prior, before = rng.poisson(rates[0]), rng.poisson(rates[1])
    chosen_by = before if setting.chosen_by == "before" else prior
    treated = np.argsort(-(chosen_by + 0.5 * rng.random(setting.places)))[: setting.treated]
    rates[2][treated] *= setting.effect
    after = rng.poisson(rates[2]).astype(float)
    return PlaceCounts(
        before.astype(float), after, prior.astype(float) if setting.has_prior else None
    ), treated


def _rates(level: Floats, setting: Setting, rng: np.random.Generator) -> Floats:
    size = len(level)
    change = np.exp(setting.change * rng.standard_normal(size) - setting.change**2 / 2)
    noise = rng.gamma(1 / setting.over, setting.over, size) if setting.over else 1.0
    return level * change * noise


def _restless(setting: Setting, rng: np.random.Generator) -> Floats:
    """Draw by what places change in each period, in ways that no gamma distribution of levels knows."""
    size = setting.places
    factor = np.ones((3, size))
    if setting.towns:
        drift = np.cumsum(setting.towns * rng.standard_normal((3, 8)), axis=0)
        factor *= np.exp(drift[:, rng.integers(0, 8, size)])
    if setting.own_over:
        over = rng.gamma(1, setting.own_over, size) + 1e-6
        factor *= rng.gamma(1 / over, over, (3, size))
    if setting.bursts:
        factor *= np.where(rng.random((3, size)) < setting.bursts, 4.0, 1.0)
    return factor


@dataclass(frozen=True)
class Verdicts:
    """What was said of the treated areas of one county."""

    alone: list[str]
    adjusted: list[str]
    together: str
    ratios: list[float]
    drops: list[float]
    matched: list[bool]
    naive: list[str]


def summed(pool: PlaceCounts) -> PlaceCounts:
    """Add up all places of a pool, one row."""
    prior = None if pool.prior is None else pool.prior.sum(keepdims=True)
    return PlaceCounts(pool.before.sum(keepdims=True), pool.after.sum(keepdims=True), prior)


def judge(counts: PlaceCounts, treated: Ints, params: EvaluationParams) -> Verdicts:
    """Compare every treated place with the others."""
    untreated = np.setdiff1d(np.arange(len(counts)), treated)
    pool = counts.of(untreated)
    rest = summed(pool)
    peers = counts.of(treated).a_period_earlier()
    found: list[Comparison] = []
    after, naive = [], []
    for place in treated:
        comparison = compare(counts.of([int(place)]), pool, rest, params, peers=peers)
        if comparison is not None:
            found.append(comparison)
            after.append(float(counts.after[place]))
            naive.append(naive_verdict(float(counts.before[place]), float(counts.after[place])))
    p_values = [one.found.p_value for one in found]
    ratios = [one.found.ratio for one in found]
    level = params.confidence
    whole = pooled_ratio(
        after,
        [one.lower for one in found],
        [one.upper for one in found],
        level,
        sum(one.expected for one in found),
    )
    return Verdicts(
        alone=[verdict_of(ratio, p, level) for ratio, p in zip(ratios, p_values, strict=True)],
        adjusted=[verdict_of(r, p, level) for r, p in zip(ratios, adjusted_p_values(p_values), strict=True)],
        together=verdict_of(whole.ratio, whole.p_value, level),
        ratios=ratios,
        drops=[one.detectable_drop for one in found],
        matched=[one.is_matched for one in found],
        naive=naive,
    )


def naive_verdict(before: float, after: float) -> str:
    """Compare after with before alone, as Poisson numbers, by a two-sided test at 10 %."""
    z_score = (after - before) / np.sqrt(max(before + after, 1.0))
    return "fell" if z_score < -1.645 else "rose" if z_score > 1.645 else "unclear"


@dataclass(frozen=True)
class Rates:
    """Shares over many counties: of areas, of counties with any such area, of counties as a whole."""

    alone: float
    any_area: float
    together: float
    rose: float
    naive: float
    ratio: float
    matched: float
    drop: float


def rates_of(setting: Setting, counties: int, seed: int = 1, **more: object) -> Rates:
    """Judge many counties of a setting."""
    params = replace(EvaluationParams(), **more)
    rng = np.random.default_rng(seed)
    found = [judge(*county(setting, rng), params) for _ in range(counties)]
    areas = [verdict for one in found for verdict in one.alone]
    return Rates(
        alone=areas.count("fell") / max(len(areas), 1),
        any_area=float(np.mean(["fell" in one.adjusted for one in found])),
        together=float(np.mean([one.together == "fell" for one in found])),
        rose=float(np.mean(["rose" in one.adjusted for one in found])),
        naive=float(np.mean([verdict == "fell" for one in found for verdict in one.naive])),
        ratio=float(np.median([ratio for one in found for ratio in one.ratios])),
        matched=float(np.mean([matched for one in found for matched in one.matched])),
        drop=float(np.nanmedian([drop for one in found for drop in one.drops])),
    )
