"""
Measure the backtest on real records: St. Louis by kind of crime, New York vehicle thefts, Memphis robberies.

The annual question: 200 m cells, 2 % of the area, a year ahead. Prints PAI of ``count``, ``kde`` and
``blend``, the ceiling (a choice in hindsight) and the gain over the better baseline; at the end the mean and
the least gain, and the share of cases below 1. With ``--wide`` other horizons, cells, shares, short
histories, thinned records, and records whose hotspots move or that begin late.

Run: ``python -m tests.benchmarks.backtest_st_louis [--wide]``
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from data.incidents import ReadOptions, load_incidents
from gis.errors import InputError
from gis.frames import IncidentFrame
from hotspots.validation.backtest import BacktestParams, backtest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "incidents"

KINDS = (
    ("all crime", ""),
    ("burglary", "BURGLARY"),
    ("vehicle theft", "AUTO THEFT"),
    ("theft from vehicle", "LARCENY-FROM MTR"),
    ("vehicle parts", "LARCENY-MTR VEH PARTS"),
    ("robbery", "ROBBERY"),
    ("damage", "DESTRUCTION"),
    ("aggravated assault", "AGG"),
    ("simple assault", "SIMPLE ASSAULT"),
    ("shoplifting", "LARCENY-SHOPLIFT"),
    ("arson", "ARSON"),
)

VARIANTS: tuple[dict[str, Any], ...] = (
    *({"horizon_days": days, "folds": folds} for days, folds in ((30, 12), (90, 8), (180, 6))),
    *({"cell_m": float(side)} for side in (100, 150, 300, 400)),
    *({"share": share} for share in (0.005, 0.01, 0.05)),
)

SPANS = (("2008", "2010"), ("2009", "2012"), ("2011", "2014"), ("2012", "2016"))
SHIFT_DEGREES = 0.01
BLOCK_DEGREES = 0.004


@dataclass(frozen=True, slots=True)
class Case:
    """Incidents and the settings to test them with."""

    name: str
    incidents: IncidentFrame
    params: BacktestParams


def read(file: str, time_zone: str, crs: str, **columns: str) -> IncidentFrame:
    """Read the incidents in scope of one file."""
    options = ReadOptions(crs=crs, columns=columns, same_id="keep", time_zone=time_zone)
    incidents, _ = load_incidents(FOLDER / file, options)
    return IncidentFrame(incidents[incidents["in_scope"].to_numpy(dtype=bool)])


def kept(incidents: IncidentFrame, mask: npt.ArrayLike) -> IncidentFrame:
    """Keep some incidents."""
    return IncidentFrame(incidents[np.asarray(mask, dtype=bool)])


def main_cases(st_louis: IncidentFrame, new_york: IncidentFrame, memphis: IncidentFrame) -> Iterator[Case]:
    """Give the questions that counties ask: next year; where a file is short, the next months."""
    words = st_louis["category_word"].astype(str).str.upper()
    for name, prefix in KINDS:
        chosen = kept(st_louis, words.str.startswith(prefix))
        yield Case(f"St. Louis, {name}", chosen, BacktestParams(time_zone="America/Chicago"))
    for days, folds in ((365, 3), (90, 8)):
        params = BacktestParams(time_zone="America/New_York", horizon_days=days, folds=folds)
        yield Case("New York, vehicle theft", new_york, params)
    for days in (60, 30):
        yield Case(
            "Memphis, robbery", memphis, BacktestParams(time_zone="America/Chicago", horizon_days=days)
        )


def wide_cases(case: Case, rng: np.random.Generator) -> Iterator[Case]:
    """Give one kind of crime under other settings, short, thinned, moving and begun late."""
    for variant in VARIANTS:
        named = ", ".join(f"{name} {value:g}" for name, value in variant.items())
        yield Case(f"{case.name}, {named}", case.incidents, replace(case.params, **variant))
    at = case.incidents["occurred_from"]
    for first, last in SPANS:
        inside = (at >= pd.Timestamp(first, tz="UTC")) & (at < pd.Timestamp(last, tz="UTC"))
        yield Case(f"{case.name}, {first} to {int(last) - 1}", kept(case.incidents, inside), case.params)
    for share in (0.1, 0.01):
        thinned = kept(case.incidents, rng.random(len(at)) < share)
        yield Case(f"{case.name}, {share:.0%} of rows", thinned, case.params)
        quarters = replace(case.params, horizon_days=90, folds=8)
        yield Case(f"{case.name}, {share:.0%} of rows, 90 days", thinned, quarters)
    yield Case(f"{case.name}, half moving each year", moved(case.incidents, rng), case.params)
    west = case.incidents.geometry.x < case.incidents.geometry.x.median()
    late = kept(case.incidents, west | (at >= pd.Timestamp("2012-03-01", tz="UTC")))
    yield Case(f"{case.name}, half begun late", late, case.params)


def moved(incidents: IncidentFrame, rng: np.random.Generator) -> IncidentFrame:
    """Shift a random half of all blocks to another place, anew in each year."""
    x, y = incidents.geometry.x.to_numpy(), incidents.geometry.y.to_numpy()
    year = incidents["occurred_from"].dt.year.to_numpy()
    blocks = pd.MultiIndex.from_arrays([x // BLOCK_DEGREES, y // BLOCK_DEGREES, year])
    codes, unique = pd.factorize(blocks)
    shift = rng.integers(-2, 3, (len(unique), 2)) * (rng.random((len(unique), 1)) < 0.5) * SHIFT_DEGREES
    points = gpd.points_from_xy(x + shift[codes, 0], y + shift[codes, 1], crs=incidents.crs)
    return IncidentFrame(incidents.set_geometry(gpd.GeoSeries(points, index=incidents.index)))


def measure(case: Case) -> float:
    """Print one line; give the gain over the better baseline."""
    began = time.process_time()
    try:
        result = backtest(case.incidents, case.params, rng=np.random.default_rng(1))
    except InputError as refused:
        print(f"{case.name:44} {refused.code}")
        return float("nan")
    seconds = time.process_time() - began
    count, kde, blend = (score.pai for score in result.methods)
    gain = blend / max(count, kde) if max(count, kde) > 0 else float("nan")
    cells = f"{result.n_flagged} of {result.n_cells} cells"
    figures = f"count {count:6.2f}  kde {kde:6.2f}  blend {blend:6.2f}  ceiling {result.oracle_pai:6.2f}"
    folds = f"{result.folds} x {case.params.horizon_days:3} days"
    print(f"{case.name:44} {folds}  {cells:19} {figures}  gain {gain:.3f}  {seconds:.1f} s", flush=True)
    return gain


def summarise(name: str, gains: list[float]) -> None:
    """Print mean and least gain."""
    known = np.array([gain for gain in gains if np.isfinite(gain)])
    figures = f"mean gain {known.mean():.3f}, least {known.min():.3f}, below 1: {(known < 0.9995).mean():.0%}"
    print(f"{name}: {len(known)} cases, {figures}")


def main() -> None:
    """Print one line for each case."""
    if not FOLDER.is_dir():
        print("backtest skipped: the shared data folder is not beside the project")
        return
    st_louis = read(
        "stlouis_2008_2015_raw.csv.gz",
        "America/Chicago",
        "ESRI:102696",
        category="Description",
        occurred_at="DateOccurred",
    )
    new_york = read(
        "nyc_vehicle_thefts_2014_2017.csv.gz",
        "America/New_York",
        "wgs84",
        occurred_from="date_start",
        occurred_to="date_end",
    )
    memphis = read("memphis_robberies_2019.csv", "America/Chicago", "wgs84")
    cases = list(main_cases(st_louis, new_york, memphis))
    summarise("as asked", [measure(case) for case in cases])
    if "--wide" in sys.argv[1:]:
        rng = np.random.default_rng(1)
        wide = (variant for case in cases[: len(KINDS)] for variant in wide_cases(case, rng))
        summarise("wide", [measure(case) for case in wide])


if __name__ == "__main__":
    main()
