from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from data.store import Store
from gis.errors import FileError
from tests.signed_in import client_as
from web.maps.self_contained import outside_references
from web.routes.pages import require_assets
from web.routes.security import content_security_policy, exported_policy
from web.settings import Settings
from web.texts import has_text
from web.texts.desk import TEXTS

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "web" / "assets"
SCRIPTS = sorted((ASSETS / "js").glob("*.js"))


def test_the_page_speaks_chinese_unless_asked(desk_client: TestClient) -> None:
    page = desk_client.get("/", headers={"Accept-Language": "en"})
    assert '<html lang="zh-CN">' in page.text
    assert "安平县" in page.text
    english = desk_client.get("/", params={"lang": "en"})
    assert '<html lang="en">' in english.text
    assert english.headers["content-language"] == "en"


def test_every_text_that_pages_use_exists() -> None:
    """A page would show nothing, and no error, in the place of a text that is missing."""
    files = [*(ASSETS / "js").rglob("*.js"), *(ROOT / "web" / "pages").glob("*.html")]
    sources = "".join(path.read_text("utf-8") for path in files)
    used = set(re.findall(r"\bt(?:\[|\()['\"]([a-z_]+\.[a-z_.-]*[a-z])['\"][\])]", sources))
    assert len(used) > 200
    assert {key for key in used if not has_text(key)} == set()


def test_every_text_of_the_page_is_used() -> None:
    """Keys are written whole, or made from a prefix such as ``desk.show_${name}``."""
    sources = "".join(path.read_text("utf-8") for path in [*SCRIPTS, *(ROOT / "web").glob("pages/*.html")])
    sources += "".join(path.read_text("utf-8") for path in (ROOT / "web").glob("[rs]*/*.py"))
    prefixes = tuple(re.findall(r"`(desk\.[a-z]+_)\$", sources))
    made = ("desk.period_",)
    unused = [key for key in TEXTS if f"{key}'" not in sources and f'{key}"' not in sources]
    assert [key for key in unused if not key.startswith(prefixes + made)] == []


def test_the_policy_names_no_other_host() -> None:
    for policy in (content_security_policy(), exported_policy()):
        assert "http" not in policy
        assert "*" not in policy
    assert "unsafe" not in content_security_policy()


def test_a_tile_host_is_allowed_when_the_county_sets_one() -> None:
    policy = content_security_policy("https://t0.tianditu.gov.cn/vec_w/{z}/{x}/{y}?tk=secret")
    assert "img-src 'self' data: blob: https://t0.tianditu.gov.cn;" in policy
    assert "secret" not in policy


@pytest.mark.parametrize("path", ["/", "/docs", "/api/v1/health", "/assets/js/main.js", "/nothing"])
def test_every_answer_carries_the_security_headers(desk_client: TestClient, path: str) -> None:
    headers = desk_client.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_refers_to_this_host_alone_and_to_files_that_exist(desk_client: TestClient, path: str) -> None:
    html = desk_client.get(path).text
    references = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert len(references) > 4
    for reference in references:
        assert reference.startswith(("/", "#")), reference
        assert not reference.startswith("//")
        if reference.startswith("/assets/"):
            assert desk_client.get(reference).status_code == 200, reference


def test_own_assets_name_no_other_host() -> None:
    for path in [*SCRIPTS, *(ASSETS / "css").glob("*.css"), *(ROOT / "web" / "pages").glob("*.html")]:
        found = re.findall(r"(?:https?:)?//[\w.-]+\.\w+", path.read_text("utf-8"))
        assert [address for address in found if "www.w3.org" not in address] == [], path.name


def test_without_the_browser_libraries_nothing_starts(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"assets\.missing"):
        require_assets(tmp_path)


def test_the_icon_is_found_where_browsers_ask_for_it(desk_client: TestClient) -> None:
    answer = desk_client.get("/favicon.ico")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")


def test_the_simple_map_holds_everything_itself_and_is_shut_off(desk_client: TestClient) -> None:
    answer = desk_client.get("/simple", params={"lang": "en"})
    assert answer.status_code == 200
    assert "sandbox" in answer.headers["content-security-policy"]
    assert outside_references(answer.text) == []


def test_the_simple_map_states_its_period_changes_language_and_leads_back(desk_client: TestClient) -> None:
    page = desk_client.get("/simple", params={"lang": "zh"}).text
    assert "2024年1月1日 至 2025年12月31日" in page
    assert 'href="/simple?lang=en"' in page
    assert 'href="/?lang=zh"' in page
    assert 'href="/simple?lang=zh"' in desk_client.get("/simple", params={"lang": "en"}).text


def test_the_simple_map_of_an_empty_store_says_that_there_is_nothing(empty_client: TestClient) -> None:
    answer = empty_client.get("/simple")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_exported_pages_are_linked_and_served_shut_off(county_store: Store, tmp_path: Path) -> None:
    (tmp_path / "map.html").write_text("<!doctype html>map", "utf-8")
    (tmp_path.parent / "outside.html").write_text("outside", "utf-8")
    client = client_as(county_store, settings=Settings(exports=tmp_path))
    assert 'href="/exports/map.html"' in client.get("/").text
    answer = client.get("/exports/map.html")
    assert "sandbox allow-scripts" in answer.headers["content-security-policy"]
    assert client.get("/exports/%2e%2e/outside.html").status_code == 404


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    assert not any("resolved" in package for package in lock["packages"].values())
    assert all("integrity" in package for name, package in lock["packages"].items() if name)
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


def test_a_foreign_name_that_points_at_the_desk_is_refused(desk_client: TestClient) -> None:
    assert desk_client.get("/api/v1/summary", headers={"Host": "rebound.example"}).status_code == 400
