from __future__ import annotations

from pathlib import Path

import numpy as np

from data.demo.county import County
from data.demo.files import MESSY_FILE
from data.demo.messy import DIRT
from data.incidents import load_incidents
from data.read_options import ReadOptions


def test_the_readers_find_in_incidents_csv_what_the_county_holds(county: County, county_files: Path) -> None:
    read, report = load_incidents(county_files / "incidents.csv.gz", ReadOptions(crs="wgs84"))
    made = county.incidents
    assert (report.rows_in, report.accepted, report.rejected, report.duplicates) == (60_000, 60_000, 0, 0)
    assert report.unknown_categories == {}
    read = read.set_index("incident_id").loc[made["incident_id"]]
    for column in (
        "kind",
        "category",
        "category_word",
        "in_scope",
        "harm",
        "source",
        "station",
        "township_code",
    ):
        assert (read[column].to_numpy() == made[column].to_numpy()).all(), column
    for column in ("occurred_from", "occurred_to", "reported_at", "arrived_at"):
        assert (read[column].to_numpy("datetime64[s]") == made[column].to_numpy("datetime64[s]"))[
            made[column].notna()
        ].all(), column
    assert (read["precision"].to_numpy() == made["precision"].to_numpy()).mean() > 0.9999
    assert (read["status"].to_numpy() == made["status"].to_numpy()).mean() > 0.999
    known = (made["precision"] == "point").to_numpy()
    assert np.allclose(read.geometry.x[known], made.geometry.x[known], atol=1e-7)


def test_the_readers_reject_the_dirt_of_the_messy_file_with_its_reasons(county_files: Path) -> None:
    _, report = load_incidents(county_files / MESSY_FILE, ReadOptions(crs="gcj02"))
    assert report.encoding == "gb18030"
    assert report.duplicates == DIRT["duplicate"]
    assert report.reasons["point.zero"] == DIRT["zero"]
    assert report.reasons["point.swapped"] == DIRT["swapped"]
    assert report.reasons["point.far"] == DIRT["stray"]
    assert report.reasons["time.future"] == DIRT["future_date"]
    assert report.reasons["time.missing"] + report.reasons["time.unreadable"] == DIRT["bad_date"]
    assert set(report.dropped_columns) == {"报警人电话", "简要警情"}
    assert report.rows_in == report.accepted + report.rejected + report.duplicates
