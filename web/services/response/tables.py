"""Tables of the response: beats, cars and units with what the model says and the records show."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from patrol.measures import describe_beats
from patrol.response.cars import Cars
from patrol.response.ground import Ground
from patrol.response.observed import SPANS, TARGETED
from patrol.response.performance import FIGURES, Performance

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def beat_table(
    units: gpd.GeoDataFrame,
    beat: Ints,
    names: Sequence[object],
    *,
    calls_per_hour: Floats,
    result: Performance,
    observed: pd.DataFrame,
) -> gpd.GeoDataFrame:
    """Describe each beat: outline, calls, cars, the figures of the model, the observed times."""
    inside = beat >= 0
    column = "station" if "station" in units.columns else ""
    table = describe_beats(units[inside].assign(beat_id=beat[inside]), calls_per_hour[inside], column)
    cars = result.cars.groupby("beat_id").agg(
        cars=("utilisation", "size"), utilisation=("utilisation", "mean")
    )
    table = table.drop(columns="load").join(cars, on="beat_id").join(result.beats, on="beat_id")
    table["cars"] = table["cars"].fillna(0).astype(int)
    table["beat_id"] = [names[number] for number in table["beat_id"]]
    table = table.join(_observed_of_beats(observed), on="beat_id")
    figures = [name for name in table.columns if name != "geometry"]
    return table[[*figures, "geometry"]]


def _observed_of_beats(observed: pd.DataFrame) -> pd.DataFrame:
    """Lay the observed times of each beat side by side."""
    rows = observed[observed["hour"].isna() & observed["beat_id"].notna()]
    columns = {}
    for span in SPANS if len(rows) else ():
        of_span = rows[rows["span"] == span].set_index("beat_id")
        columns[f"{span}_median_min"] = of_span["median_min"]
        columns[f"{span}_p90_min"] = of_span["p90_min"]
        if span in TARGETED:
            columns[f"{span}_within_target"] = of_span["within_target"]
    return pd.DataFrame(columns)


def car_table(ground: Ground, cars: Cars, names: Sequence[object], result: Performance) -> gpd.GeoDataFrame:
    """Describe each car: where it stands, how far from a road, how busy it is."""
    table = result.cars.assign(
        car=np.arange(1, len(cars.place) + 1),
        beat_id=[names[beat] for beat in cars.beat],
        snap_m=ground.snap_m[cars.place],
        reached=ground.reached[cars.place],
    )
    first = ["car", "beat_id", "utilisation", "calls_per_hour"]
    shapes = ground.points.iloc[cars.place].to_crs(4326).reset_index(drop=True)
    return gpd.GeoDataFrame(table[[*first, *FIGURES, "snap_m", "reached"]], geometry=shapes)


def unit_table(units: gpd.GeoDataFrame, ground: Ground, result: Performance) -> gpd.GeoDataFrame:
    """Add to each unit its calls, the figures of the model, and whether the roads reach it."""
    figures = result.atoms[["calls_per_hour", *FIGURES]].set_axis(units.index)
    return units.assign(
        **{str(name): figures[name] for name in figures},
        snap_m=ground.snap_m[: len(units)],
        reached=ground.reached[: len(units)],
    )
