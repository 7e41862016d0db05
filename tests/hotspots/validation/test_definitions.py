"""The backtest against its definitions: by hand, and recomputed in plain loops by another route."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from gis.errors import InputError
from gis.frames import IncidentFrame
from hotspots.validation.backtest import BacktestParams
from tests.hotspots.validation.counties import TIME_ZONE, county, incidents_of, run
from tests.strategies import METRIC_CRS

FIGURES = ("pai", "pei", "hit_rate", "rri", "curve_area")

TOLERANCE = {"curve_area": 0.01}
"""Far behind, a kernel is cut off at four bandwidths and cells tie at 0."""


def fraction(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


def area_under_curve(ranked: np.ndarray) -> float:
    """Sum trapezoids, cell by cell."""
    height = area = 0.0
    for incidents in ranked:
        area += (height + height + incidents) / 2
        height += incidents
    return area / height / len(ranked)


def by_definition(incidents: IncidentFrame, params: BacktestParams) -> dict[str, dict[str, float]]:
    """Recompute the figures of ``count`` and ``kde``, and the oracle's PAI, cell by cell."""
    frame = incidents.to_crs(METRIC_CRS)
    x, y = frame.geometry.x.to_numpy(), frame.geometry.y.to_numpy()
    local = frame["occurred_from"].dt.tz_convert(params.time_zone).dt.tz_localize(None)
    side = params.cell_m
    home = [(math.floor(b / side), math.floor(a / side)) for a, b in zip(x, y, strict=True)]
    study = sorted({(r + i, c + j) for r, c in set(home) for i in range(-2, 3) for j in range(-2, 3)})
    flagged = round(params.share * len(study))
    number = {cell: n for n, cell in enumerate(study)}
    cell = np.array([number[at] for at in home])
    rows, columns = np.array(study).T
    end, span = local.max().normalize() + pd.Timedelta(days=1), pd.Timedelta(days=params.horizon_days)
    folds = []
    for back in range(params.folds, 0, -1):
        start = end - span * back
        last = ((local >= start - span) & (local < start)).to_numpy()
        now = ((local >= start) & (local < start + span)).to_numpy()
        before = np.bincount(cell[last], minlength=len(study))
        observed = np.bincount(cell[now], minlength=len(study))
        light = np.zeros(len(study))
        for at in np.flatnonzero(before):
            away = np.maximum(np.abs(rows - rows[at]), np.abs(columns - columns[at]))
            square = (rows - rows[at]) ** 2 + (columns - columns[at]) ** 2
            light += np.where(away <= 4, before[at] * np.exp(-square / 2), 0)
        density = np.zeros(len(study))
        for a, b in zip(x[last], y[last], strict=True):
            square = ((columns + 0.5) * side - a) ** 2 + ((rows + 0.5) * side - b) ** 2
            density += np.exp(-square / (2 * 150.0**2))
        most = np.sort(observed)[::-1][:flagged].sum()
        area = flagged / len(study)
        fold = {"oracle": {"pai": fraction(most, observed.sum()) / area}}
        for method, order in (
            ("count", sorted(range(len(study)), key=lambda n: (-before[n], -round(light[n], 9), n))),
            ("kde", sorted(range(len(study)), key=lambda n: (-density[n], n))),
        ):
            chosen = order[:flagged]
            hit = fraction(observed[chosen].sum(), observed.sum())
            fold[method] = {
                "pai": hit / area,
                "pei": fraction(observed[chosen].sum(), most),
                "hit_rate": hit,
                "rri": fraction(hit, fraction(before[chosen].sum(), before.sum())),
                "curve_area": area_under_curve(observed[order]),
            }
        folds.append(fold)
    return {
        method: {name: float(np.mean([fold[method][name] for fold in folds])) for name in figures}
        for method, figures in folds[0].items()
    }


@pytest.mark.parametrize(
    ("seed", "params"),
    [
        (1, BacktestParams(horizon_days=30, folds=3, share=0.05, replicates=5)),
        (2, BacktestParams(horizon_days=20, folds=5, share=0.02, cell_m=300, replicates=5)),
        (3, BacktestParams(horizon_days=45, folds=2, share=0.01, cell_m=120, replicates=5)),
        (4, BacktestParams(horizon_days=30, folds=4, share=0.03, time_zone="UTC", replicates=5)),
    ],
)
def test_count_kde_and_the_oracle_agree_with_the_definitions_in_plain_loops(seed, params):
    incidents = county(n=1500, seed=seed)
    result, expected = run(incidents, params), by_definition(incidents, params)
    for score in result.methods[:2]:
        for name in FIGURES:
            assert getattr(score, name) == pytest.approx(
                expected[score.method][name], rel=TOLERANCE.get(name, 1e-9)
            ), name
    assert result.oracle_pai == pytest.approx(expected["oracle"]["pai"], rel=1e-9)


def test_two_spots_and_two_folds_worked_by_hand():
    """Cells A and B lie five apart, so that 5 x 10 cells are studied and one is flagged."""
    days = {"A": [0, 2, 12, 25], "B": [3, 13, 14, 15, 29]}
    at = [(100.0 if spot == "A" else 1100.0, day) for spot, of_spot in days.items() for day in of_spot]
    times = [pd.Timestamp("2025-01-01") + pd.Timedelta(days=day) for _, day in at]
    x = [place for place, _ in at]
    result = run(incidents_of(x, [100.0] * len(x), times), BacktestParams(horizon_days=10, folds=2))
    assert (result.n_cells, result.n_flagged, result.fold_incidents) == (50, 1, (4, 2))
    for score in result.methods[:2]:  # A is flagged first, which then holds 1 of 4; B second: 1 of 2
        assert score.hits == (1, 1)
        assert score.pai == pytest.approx((0.25 * 50 + 0.5 * 50) / 2)
        assert score.pei == pytest.approx((1 / 3 + 1) / 2)
        assert score.hit_rate == pytest.approx(0.375)
        assert score.rri == pytest.approx((0.25 / (2 / 3) + 0.5 / (3 / 4)) / 2)
    assert result.oracle_pai == pytest.approx((0.75 * 50 + 0.5 * 50) / 2)


def fold_days(times, time_zone: str, horizon_days: int, folds: int = 2):
    spots = [100.0] * len(times)
    params = BacktestParams(horizon_days=horizon_days, folds=folds, share=0.04, time_zone=time_zone)
    result = run(incidents_of(spots, spots, times, time_zone), params)
    return [str(day) for day in result.fold_starts], result.fold_incidents


def test_a_leap_day_is_a_day_like_any_other():
    times = [
        "2024-02-05 12:00",
        "2024-02-28 23:00",
        "2024-02-29 12:00",
        "2024-03-01 00:00",
        "2024-03-10 01:00",
    ]
    assert fold_days(times, TIME_ZONE, 10) == (["2024-02-20", "2024-03-01"], (2, 2))


@pytest.mark.parametrize(
    ("spring", "autumn"), [("2025-03-08", "2025-03-09"), ("2025-11-01", "2025-11-02")], ids=["to", "back"]
)
def test_days_of_23_and_25_hours_are_days_by_the_clock_on_the_wall(spring, autumn):
    times = [
        f"{(pd.Timestamp(spring) - pd.Timedelta(days=1)).date()} 00:00",
        f"{spring} 00:00",
        f"{spring} 23:30",
        f"{autumn} 00:30",
        f"{autumn} 03:30",
        f"{autumn} 23:30",
    ]
    assert fold_days(times, "America/New_York", 1) == ([spring, autumn], (2, 3))


def test_the_last_fold_ends_at_midnight_in_the_given_time_zone():
    incidents = incidents_of([100.0] * 3, [100.0] * 3, ["2025-01-01", "2025-02-10", "2025-03-02 03:00"])
    starts = {
        zone: str(
            run(incidents, BacktestParams(horizon_days=20, folds=1, share=0.04, time_zone=zone)).fold_starts[
                0
            ]
        )
        for zone in ("Asia/Shanghai", "UTC")
    }
    assert starts == {"Asia/Shanghai": "2025-02-11", "UTC": "2025-02-10"}


def test_every_row_twice_changes_no_share():
    incidents = county()
    twice = IncidentFrame(pd.concat([incidents, incidents], ignore_index=True))
    params = BacktestParams(horizon_days=30, folds=3, share=0.05, replicates=5)
    once, doubled = run(incidents, params), run(twice, params)
    assert doubled.incidents == 2 * once.incidents
    for before, after in zip(once.methods[:2], doubled.methods[:2], strict=True):
        assert after.pai == pytest.approx(before.pai)
        assert after.pei == pytest.approx(before.pei)
        assert after.hits == tuple(2 * hits for hits in before.hits)


@pytest.mark.parametrize("horizon_days", [76, 151, 10_000])
def test_a_horizon_that_the_data_cannot_hold_twice_is_refused(horizon_days):
    with pytest.raises(InputError) as refused:
        run(county(), BacktestParams(horizon_days=horizon_days))
    assert refused.value.code == "backtest.too_short"
    assert refused.value.problems[0].details["needed"] == 2 * horizon_days


@pytest.mark.parametrize("days", [4, 20])
def test_no_incident_in_the_last_horizon_but_the_last_one_is_no_stumbling_block(days):
    times = ["2025-01-01", "2025-01-02", f"2025-03-{days:02} 12:00"]
    result = run(
        incidents_of([100.0, 100.0, 900.0], [100.0] * 3, times), BacktestParams(horizon_days=15, folds=3)
    )
    for score in result.methods:
        assert math.isfinite(score.pai)
        assert sum(score.hits) <= 1
