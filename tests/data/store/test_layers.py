"""GDAL opens the SQLite file as layers."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyogrio
import pytest

from data.store import Store, open_store
from tests.data.store.samples import some_incidents, some_stations, some_villages


@pytest.fixture
def filled(sqlite_path: Path) -> Store:
    with open_store(sqlite_path) as store:
        store.import_incidents([some_incidents(4)])
        store.replace_places("villages", some_villages())
        store.replace_places("stations", some_stations())
        store.save_analysis("zones", {}, {"zones": some_villages()})
        yield store


def test_gdal_lists_every_table_with_a_geometry(filled: Store, sqlite_path: Path) -> None:
    listed = set(pyogrio.list_layers(sqlite_path)[:, 0])
    assert listed == {
        "incidents",
        "townships",
        "villages",
        "stations",
        "roads",
        "water",
        "population",
        "checkpoints",
        "key_places",
        "analysis_features",
        "register_entries",
    }


def test_gdal_reads_incidents_with_points_words_and_times_while_the_store_is_open(
    filled: Store, sqlite_path: Path
) -> None:
    came = pyogrio.read_dataframe(sqlite_path, layer="incidents")
    assert came.crs.to_epsg() == 4326
    assert came.geometry.x.round(6).tolist() == [104.01, 104.02, 104.03, 104.04]
    assert came["category_word"].tolist() == ["盗窃"] * 4
    assert pd.to_datetime(came["occurred_from"], utc=True)[0] == pd.Timestamp("2026-01-01", tz="UTC")


def test_gdal_reads_villages_in_a_box_and_analyses(filled: Store, sqlite_path: Path) -> None:
    found = pyogrio.read_dataframe(sqlite_path, layer="villages", bbox=(104.9, 30.9, 105, 31))
    assert found["name"].tolist() == ["山村"]
    assert found.geometry.iloc[0].equals(some_villages().geometry.iloc[2])
    zones = pyogrio.read_dataframe(sqlite_path, layer="analysis_features")
    assert len(zones) == 3
    assert '"西村"' in zones["properties"][1]


def test_gdal_opens_a_backup_too(filled: Store, tmp_path: Path) -> None:
    filled.backup(tmp_path / "copy.sqlite")
    assert len(pyogrio.read_dataframe(tmp_path / "copy.sqlite", layer="stations")) == 2
