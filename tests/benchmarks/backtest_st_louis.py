"""
Measure the backtest on real records: St. Louis by kind of crime, New York vehicle thefts, Memphis robberies.

The annual question: 200 m cells, 2 % of the area, a year ahead. Prints PAI of ``count``, ``kde`` and
``blend``, the ceiling (a choice in hindsight), the gain over the better baseline, and the seconds without
reading.

Run: ``python -m tests.benchmarks.backtest_st_louis``
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from data.incidents import ReadOptions, load_incidents
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
    ("simple assault", "SIMPLE ASSAULT"),
    ("shoplifting", "LARCENY-SHOPLIFT"),
)


def measure(name: str, incidents: IncidentFrame, params: BacktestParams) -> None:
    """Print one line."""
    began = time.perf_counter()
    result = backtest(incidents, params, rng=np.random.default_rng(1))
    seconds = time.perf_counter() - began
    count, kde, blend = (score.pai for score in result.methods)
    cells = f"{result.n_flagged} of {result.n_cells} cells"
    figures = f"count {count:6.2f}  kde {kde:6.2f}  blend {blend:6.2f}  ceiling {result.oracle_pai:6.2f}"
    gain = f"gain {blend / max(count, kde):.3f}  chosen {result.chosen:5}  {seconds:.1f} s"
    print(f"{name:30} {result.folds} x {params.horizon_days:3} days  {cells:19} {figures}  {gain}")


def main() -> None:
    """Print one line for each file and kind of crime."""
    if not FOLDER.is_dir():
        print("backtest_st_louis skipped: the shared data folder is not beside the project")
        return
    options = ReadOptions(
        crs="ESRI:102696",
        columns={"category": "Description", "occurred_at": "DateOccurred"},
        same_id="keep",
        time_zone="America/Chicago",
    )
    incidents, _ = load_incidents(FOLDER / "stlouis_2008_2015_raw.csv.gz", options)
    incidents = IncidentFrame(incidents[incidents["in_scope"].to_numpy(dtype=bool)])
    words = incidents["category_word"].astype(str).str.upper()
    params = BacktestParams(time_zone="America/Chicago")
    for name, prefix in KINDS:
        measure(f"St. Louis, {name}", IncidentFrame(incidents[words.str.startswith(prefix)]), params)
    options = ReadOptions(
        crs="wgs84",
        columns={"occurred_from": "date_start", "occurred_to": "date_end"},
        same_id="keep",
        time_zone="America/New_York",
    )
    incidents, _ = load_incidents(FOLDER / "nyc_vehicle_thefts_2014_2017.csv.gz", options)
    for days, folds in ((365, 3), (90, 8)):
        params = BacktestParams(time_zone="America/New_York", horizon_days=days, folds=folds)
        measure("New York, vehicle theft", incidents, params)
    options = ReadOptions(crs="wgs84", same_id="keep", time_zone="America/Chicago")
    incidents, _ = load_incidents(FOLDER / "memphis_robberies_2019.csv", options)
    for days in (60, 30):
        params = BacktestParams(time_zone="America/Chicago", horizon_days=days)
        measure("Memphis, robbery", incidents, params)


if __name__ == "__main__":
    main()
