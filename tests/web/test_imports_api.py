"""Files handed in by a page: whose they are, what becomes of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from data.store import Store
from tests.signed_in import client_as
from web.jobs.work import do_job_in
from web.services.intake.uploads import throw_away_old
from web.settings import Settings

API = "/api/v1/imports"
CSV = """警情编号,发案时间,案件类别,经度,纬度,报警人电话,报警人姓名
J1,2026-01-03 20:15,盗窃,104.031,34.031,13812345678,张三
J2,2026-01-04 21:15,盗窃,104.032,34.032,13812345679,李四
J3,不详,盗窃,104.033,34.033,13812345670,王五
"""


@pytest.fixture
def command(store: Store, settings: Settings) -> TestClient:
    return client_as(store, "command", settings)


def hand_in(client: TestClient, content: str = CSV, name: str = "calls.csv") -> str:
    answer = client.post(API, files={"file": (name, content.encode("gb18030"))})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def done(
    client: TestClient, store: Store, settings: Settings, upload: str, what: str, **reading: object
) -> dict[str, Any]:
    answer = client.post(f"{API}/{upload}/{what}", json=reading)
    assert answer.status_code == 202, answer.text
    job = answer.json()["job"]
    do_job_in(store, settings, job)
    found = client.get(f"{API}/{upload}/found/{job}", params={"lang": "en"})
    assert found.status_code == 200, client.get(f"/api/v1/jobs/{job}").text
    return dict(found.json())


def test_a_check_says_what_would_become_of_every_row_and_stores_nothing(
    command: TestClient, store: Store, settings: Settings
) -> None:
    before = store.count_incidents()
    upload = hand_in(command)
    found = done(command, store, settings, upload, "check", crs="wgs84")
    assert (found["accepted"], found["rejected"]) == (2, 1)
    assert found["columns"]["category"] == "案件类别"
    assert set(found["dropped"]) == {"报警人电话", "报警人姓名"}
    assert "报警人电话" not in found["file_columns"]
    assert found["readings"] == ["wgs84", "gcj02", "bd09"]
    points = command.get(f"{API}/{upload}/preview").json()
    assert points["wgs84"][0] == [104.031, 34.031]
    assert points["gcj02"][0] != points["wgs84"][0]
    rejects = command.get(f"{API}/{upload}/rejects").text
    assert "J3" in rejects
    assert "13812345670" not in rejects
    assert store.count_incidents() == before


def test_degrees_that_may_be_two_things_are_a_doubt_and_no_failure(
    command: TestClient, store: Store, settings: Settings
) -> None:
    store.replace_places("roads", store.places("roads").iloc[:0])
    upload = hand_in(command)
    found = done(command, store, settings, upload, "check")
    assert "Choose below" in found["doubt"]
    assert found["accepted"] == 0
    assert done(command, store, settings, upload, "check", crs="gcj02")["accepted"] == 2


def test_a_commit_stores_the_good_rows_and_deletes_the_file(
    command: TestClient, store: Store, settings: Settings
) -> None:
    before = store.count_incidents()
    upload = hand_in(command)
    found = done(command, store, settings, upload, "commit", crs="wgs84")
    assert found["counts"]["inserted"] == 2
    assert store.count_incidents() == before + 2
    left = {path.name for path in (settings.folder / "uploads" / upload).iterdir()}
    assert left == {"upload.json", "rejects.csv"}
    again = command.post(f"{API}/{upload}/commit", json={"crs": "wgs84"}).json()["job"]
    do_job_in(store, settings, again)
    assert command.get(f"/api/v1/jobs/{again}").json()["state"] == "failed"
    assert store.count_incidents() == before + 2


def test_a_column_can_be_named_by_hand(command: TestClient, store: Store, settings: Settings) -> None:
    upload = hand_in(command, CSV.replace("发案时间", "甲"))
    found = done(command, store, settings, upload, "check", crs="wgs84", columns={"occurred_at": "甲"})
    assert found["accepted"] == 2


def test_files_are_for_the_command_centre_and_for_who_handed_them_in(
    command: TestClient, store: Store, settings: Settings
) -> None:
    upload = hand_in(command)
    for role, ground in (("station", {"station": "S1"}), ("governance", {}), ("admin", {})):
        client = client_as(store, role, settings, **ground)
        assert client.post(API, files={"file": ("calls.csv", b"x")}).status_code == 403
        assert client.get("/import").status_code == 403
        assert client.get(f"{API}/{upload}/preview").status_code == 403
    other = client_as(store, "command", settings, name="second command")
    for call in (other.get(f"{API}/{upload}/rejects"), other.delete(f"{API}/{upload}")):
        assert call.status_code == 404
    assert command.delete(f"{API}/{upload}").status_code == 204
    assert command.delete(f"{API}/{upload}").status_code == 404


@pytest.mark.parametrize("name", ["../../evil.csv", "..\\..\\evil.csv", "/etc/evil.csv"])
def test_a_name_with_folders_in_it_stays_in_its_folder(
    command: TestClient, settings: Settings, name: str
) -> None:
    upload = hand_in(command, name=name)
    assert (settings.folder / "uploads" / upload / "evil.csv").is_file()


@pytest.mark.parametrize(("name", "content", "status"), [("a.exe", "x", 404), ("a.csv", "", 404)])
def test_what_cannot_be_read_is_refused_and_leaves_nothing(
    command: TestClient, settings: Settings, name: str, content: str, status: int
) -> None:
    answer = command.post(API, files={"file": (name, content.encode())})
    assert answer.status_code == status
    folder = settings.folder / "uploads"
    assert not folder.exists() or list(folder.iterdir()) == []


def test_what_was_forgotten_is_gone_after_a_day(command: TestClient, settings: Settings) -> None:
    old, new = hand_in(command), hand_in(command)
    said = settings.folder / "uploads" / old / "upload.json"
    note = json.loads(said.read_text(encoding="utf-8"))
    note["at"] = (datetime.now(UTC) - timedelta(hours=25)).isoformat()
    said.write_text(json.dumps(note), encoding="utf-8")
    throw_away_old(settings.folder / "uploads")
    assert [path.name for path in (settings.folder / "uploads").iterdir()] == [new]


@pytest.mark.parametrize("upload", ["..", "%2e%2e", "nothing"])
def test_no_upload_is_found_outside_its_folder(command: TestClient, upload: str) -> None:
    assert command.get(f"{API}/{upload}/preview").status_code in {404, 303}
