"""Write the demo county as the files that the ordinary import commands read."""

from __future__ import annotations

import gzip
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.demo.addresses import written_addresses
from data.demo.county import County
from data.demo.plane import DECIMALS

TIMES = ("occurred_from", "occurred_to", "reported_at", "dispatched_at", "arrived_at", "finished_at")
MESSY_FILE = "messy_2026_01.csv"


def write_county(county: County, directory: Path | str) -> list[Path]:
    """
    Write a county: one GeoJSON file for each place layer, incidents, messy file and truth.

    Parameters
    ----------
    county
        What ``build_county`` returned.
    directory
        Folder to write into; made if missing.

    Returns
    -------
    list of Path
        The files; the same county gives the same bytes.
    """
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    written = [
        _write_layer(frame, folder / f"{name}.geojson") for name, frame in county.place_layers().items()
    ]
    written.append(_write_layer(county.truth, folder / "truth.geojson"))
    written.append(_write_table(county.planted, folder / "truth_incidents.csv"))
    written.append(_write_table(incident_table(county), folder / "incidents.csv.gz"))
    messy = folder / MESSY_FILE
    messy.write_bytes(county.messy.to_csv(index=False, lineterminator="\r\n").encode("gb18030"))
    return [*written, messy]


def incident_table(county: County) -> pd.DataFrame:
    """Incidents as plain columns: local times to the second, ``lon`` and ``lat`` instead of geometry."""
    incidents = county.incidents
    left_to_reader = ["geometry", "category", "in_scope", "harm", "precision", "subcategory", "address_area"]
    table = pd.DataFrame(incidents.drop(columns=left_to_reader)).rename(columns={"category_word": "category"})
    for column in TIMES:
        table[column] = table[column].dt.strftime("%Y-%m-%d %H:%M:%S")
    return table.assign(
        village=incidents["address_area"],
        address=written_addresses(incidents),
        lon=incidents.geometry.x.round(DECIMALS),
        lat=incidents.geometry.y.round(DECIMALS),
    )


def _write_layer(frame: gpd.GeoDataFrame, path: Path) -> Path:
    path.write_text(frame.to_json(drop_id=True, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return path


def _write_table(table: pd.DataFrame, path: Path) -> Path:
    text = table.to_csv(index=False, lineterminator="\n").encode("utf-8")
    path.write_bytes(gzip.compress(text, mtime=0) if path.suffix == ".gz" else text)
    return path
