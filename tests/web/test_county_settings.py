"""What a county sets: by whom, what is refused, where it shows."""

from __future__ import annotations

import pytest

from data.store import Store
from gis.errors import TableError
from tests.signed_in import client_as
from web.services.office.county import change_settings, county_values, with_county
from web.settings import Settings


def test_a_new_store_has_the_usual_settings(store: Store) -> None:
    assert county_values(store) == {
        "county_name": "",
        "committee_title": "",
        "governance_title": "",
        "tile_url": "",
        "public_threshold": 10,
        "public_base": 5,
    }
    assert with_county(Settings(county_name="甲县"), store).county_name == "甲县"


def test_an_administrator_changes_names_and_they_show_at_once(store: Store) -> None:
    admin = client_as(store, "admin")
    asked = {"county_name": "青岚县", "committee_title": "平安建设领导小组", "public_threshold": "20"}
    answer = admin.post("/admin/settings", data=asked)
    assert answer.status_code == 200
    assert "已保存" in answer.text
    assert "青岚县" in answer.text
    assert "平安建设领导小组" in admin.get("/admin/accounts").text
    assert county_values(store)["public_threshold"] == 20
    changed = store.audit.entries(action="setting.")
    assert {entry.deed.subject for entry in changed} == set(asked)
    assert changed[0].deed.actor == "admin"
    assert {"before": 10, "after": 20} in [entry.deed.details for entry in changed]


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_changed(store: Store) -> None:
    asked = {"county_name": "新县", "public_threshold": "none", "public_base": "0", "tile_url": "ftp://tiles"}
    with pytest.raises(TableError) as refused:
        change_settings(store, asked, lambda deed: deed)
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["setting.number", "setting.number", "setting.tile_url"]
    assert county_values(store)["county_name"] == ""


def test_the_page_says_what_is_wrong_in_both_languages(store: Store) -> None:
    admin = client_as(store, "admin")
    for lang, words in (("zh", "{z}"), ("en", "begins with http")):
        answer = admin.post("/admin/settings", params={"lang": lang}, data={"tile_url": "tiles"})
        assert answer.status_code == 400
        assert words in answer.text


@pytest.mark.parametrize("role", ["command", "governance", "committee", "department"])
def test_nobody_else_sees_or_changes_settings(store: Store, role: str) -> None:
    client = client_as(store, role)
    assert client.get("/admin/settings").status_code == 403
    assert client.post("/admin/settings", data={"county_name": "别县"}).status_code == 403
    assert county_values(store)["county_name"] == ""
