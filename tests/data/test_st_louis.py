"""The St. Louis records, as their police published them: 445,326 rows with every kind of dirt."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.incidents import IncidentReader, ReadOptions, RejectsWriter

OPTIONS = ReadOptions(
    crs="ESRI:102696",
    columns={
        "lon": "XCoord",
        "lat": "YCoord",
        "occurred_at": "DateOccurred",
        "category": "Description",
        "incident_id": "Complaint",
    },
    same_id="keep",
    time_zone="America/Chicago",
)


@pytest.mark.shared
@pytest.mark.slow
def test_every_one_of_445_326_rows_is_accounted_for(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "incidents" / "stlouis_2008_2015_raw.csv.gz"
    ids: set[str] = set()
    with RejectsWriter(tmp_path / "r.csv") as writer:
        reader = IncidentReader(path, OPTIONS, writer)
        for incidents in reader:
            ids.update(incidents["incident_id"])
    report = reader.report
    assert report.rows_in + report.outside_scope_rows == 445_326
    assert report.rows_in == report.accepted + report.rejected + report.duplicates
    assert (report.accepted, report.rejected, report.duplicates) == (431_492, 9_432, 2_915)
    assert report.reasons == {"time.too_early": 58, "point.zero": 9_369, "point.far": 11}
    assert len(ids) == report.accepted
    assert report.repeated == 0
    assert report.unknown_categories["AGG.ASSAULT-FIREARM/CITIZEN ADULT 1ST DEGREE"] > 0
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum(1 for _ in csv.reader(file)) == report.rejected + 1
