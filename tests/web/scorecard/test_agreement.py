"""Map, table, Excel, PDF and interface give the same numbers, of counties that nobody has looked at."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pypdf
import pytest
import shapely
from starlette.testclient import TestClient

from data.store import Store, open_store
from data.store.audit import Deed
from gis.frames import as_incidents
from hotspots.scorecard.groups import GROUP_OF, KINDS
from tests.desk_county import SOUTH, STEP, WEST, townships, villages
from tests.signed_in import client_as
from tests.web.scorecard.county import CODES
from tests.web.scorecard.test_pages import YEAR, on_map
from web.services.scorecard.entries import enter_benchmark, enter_funding
from web.texts import text

WORDS = {
    **{"explosion": "爆炸", "homicide": "杀人", "arson": "放火", "kidnapping": "绑架", "robbery": "抢劫"},
    **{"rape": "强奸", "theft": "盗窃", "snatching": "抢夺", "assault": "故意伤害"},
    **{"traffic": "交通事故", "fire": "火灾", "safety_accident": "生产安全事故"},
}
CLASSES = {"traffic": "traffic", "fire": "fire", "safety_accident": "safety_accident"}
COUNTED = ("grave", "frequent", "accidents", "deaths", "injured", "loss")
MONEY = ("due", "budgeted", "spent")


def random_county(store: Store, seed: int) -> None:
    """Fill a store: some incidents lie in no township, one township has no people that anybody knows of."""
    rng = np.random.default_rng(seed)
    store.replace_places("townships", townships())
    people = villages()
    people["population"] = rng.integers(300, 9000, len(people))
    store.replace_places("villages", people[people["township_code"] != CODES[seed % 6]])  # type: ignore[arg-type]
    size = 900
    kinds = rng.choice(KINDS, size, p=[*[0.01] * 6, 0.4, 0.07, 0.1, 0.25, 0.07, 0.05])
    is_accident = np.array([GROUP_OF[kind] == "accidents" for kind in kinds])
    # A sixth lies west of every township.
    lon = rng.uniform(WEST - 0.6 * STEP, WEST + 3 * STEP, size)
    lat = rng.uniform(SOUTH, SOUTH + 2 * STEP, size)
    days = pd.Timestamp("2024-01-01T12:00", tz="Asia/Shanghai") + pd.to_timedelta(
        np.sort(rng.integers(0, 731, size)), "D"
    )
    at = pd.Series(days).dt.tz_convert("UTC")
    frame = pd.DataFrame(
        {
            "incident_id": [f"R{n}" for n in range(size)],
            "kind": np.where(is_accident, "call", "case"),
            "status": "valid",
            "category": [CLASSES.get(kind, "criminal") for kind in kinds],
            "category_word": [WORDS[kind] for kind in kinds],
            "deaths": np.where(is_accident, rng.poisson(0.2, size), np.nan),
            "injured": np.where(is_accident, rng.poisson(1.1, size), np.nan),
            "loss": np.where(is_accident, np.round(rng.lognormal(8, 1.5, size), -2), np.nan),
            "occurred_from": at,
            "occurred_to": at,
            "precision": "point",
        }
    )
    points = gpd.GeoDataFrame(frame, geometry=shapely.points(lon, lat), crs=4326)
    store.import_incidents([as_incidents(points)], same_id="update", source_file="random")
    enter_benchmark(store, _sign, 2025, {"grave": "0.5", "loss": "150000"})
    for code in rng.choice(CODES, 4, replace=False):
        said = {"budgeted": str(rng.integers(500, 90_000)), "spent": str(rng.integers(100, 900))}
        enter_funding(store, _sign, 2025, str(code), said)


def _sign(deed: Deed) -> Deed:
    return deed


@pytest.fixture(scope="module", params=[1, 7, 23])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with open_store(tmp_path_factory.mktemp("random") / "county.sqlite") as store:
        random_county(store, request.param)
        yield client_as(store, "committee")


def number(said: str) -> float:
    return float(said.replace(",", "") or 0)


def table(page: str, name: str) -> dict[str, list[float]]:
    """Read a table: the numbers of each row by its code."""
    body = page[page.index(f"score-table {name}") :].split("</table>", maxsplit=1)[0]
    rows = re.findall(r'<tr[^>]*data-code="([^"]*)">(.*?)</tr>', body, re.S)
    found = {}
    for code, row in rows:
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
        plain = [re.sub(r"<small>.*?</small>|<[^>]+>", "", cell, flags=re.S).strip() for cell in cells]
        found[code] = [number(cell) if re.fullmatch(r"[\d.,]+", cell) else 0 for cell in plain]
    return found


def test_every_count_is_the_same_on_map_table_excel_pdf_and_interface(office: TestClient) -> None:
    said = office.get("/api/v1/scorecard", params=YEAR).json()
    book = openpyxl.load_workbook(io.BytesIO(office.get("/scorecard.xlsx", params=YEAR).content))
    sheet = list(book["指标"].iter_rows(values_only=True))
    for place, measure in enumerate(COUNTED):
        page = office.get("/scorecard", params={**YEAR, "map": measure}).text
        rows, figures = table(page, "measures"), on_map(page)
        on_page = [rows[one["code"]][place] for one in said["townships"]]
        assert on_page == [one["measures"][measure]["count"] for one in said["townships"]]
        assert on_page == [number(figures[one["name"]]) for one in said["townships"]]
        outside, whole = rows["elsewhere"][place], rows["*"][place]
        assert (outside, whole) == (said["elsewhere"][measure], said["county"]["measures"][measure]["count"])
        assert sum(on_page) + outside == pytest.approx(whole)
        total = re.search(r'class="map-total">(.*?)</em>', page)
        assert total is not None
        assert [number(one) for one in re.findall(r"\d[\d,]*", total[1])] == [sum(on_page), outside, whole]
        column = sheet[0].index(f"{text(f'measure.{measure}', 'zh')} 数")
        assert [row[column] for row in sheet[1:]] == [
            *on_page,
            outside,
            whole,
            None,
        ]  # the prefecture has rates alone
        pdf = office.get("/scorecard.pdf", params={**YEAR, "map": measure})
        printed = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
        assert re.sub(r"\s", "", total[1]) in re.sub(r"\s", "", printed)


def test_kinds_add_up_to_their_groups_on_every_sheet(office: TestClient) -> None:
    said = office.get("/api/v1/scorecard", params=YEAR).json()
    page = office.get("/scorecard", params=YEAR).text
    kinds, groups = table(page, "kinds"), table(page, "measures")
    for code, row in kinds.items():
        parts = [sum(row[:6]), sum(row[6:9]), sum(row[9:])]
        assert parts == groups[code][:3]
    for one in said["townships"]:
        flat = [one["kinds"].get(kind, {}).get(said["basis"][GROUP_OF[kind]], 0) for kind in KINDS]
        assert flat == kinds[one["code"]]
    for kind in ("theft", "fire"):
        figures = on_map(office.get("/scorecard", params={**YEAR, "map": kind}).text)
        place = KINDS.index(kind)
        assert sorted(map(number, figures.values())) == sorted(
            row[place] for code, row in kinds.items() if code in CODES
        )


def test_money_is_the_same_everywhere(office: TestClient) -> None:
    said = office.get("/api/v1/scorecard", params=YEAR).json()
    book = openpyxl.load_workbook(io.BytesIO(office.get("/scorecard.xlsx", params=YEAR).content))
    sheet = list(book["经费"].iter_rows(values_only=True))
    for name in MONEY:
        column = sheet[0].index(text(f"score.{name}", "zh"))
        assert [row[column] for row in sheet[1:]] == [
            one["funding"][name] for one in (*said["townships"], said["county"])
        ]
        known = [row[column] for row in sheet[1:-1] if row[column] is not None]
        assert sum(known) == pytest.approx(sheet[-1][column], abs=0.05)
        page = office.get("/scorecard", params={**YEAR, "map": name}).text
        assert [number(one) for one in on_map(page).values() if one != "无数据"] == pytest.approx(
            known, abs=0.5
        )


def test_a_township_without_people_has_counts_and_no_rate_nor_score_of_them(office: TestClient) -> None:
    said = office.get("/api/v1/scorecard", params=YEAR).json()
    unknown = [one for one in said["townships"] if one["people"] is None]
    assert len(unknown) == 1
    frequent = unknown[0]["measures"]["frequent"]
    assert (frequent["value"], frequent["missing"], frequent["count"] > 0) == (None, "no_population", True)
    assert unknown[0]["standing"] == "unknown"
    county = said["county"]["measures"]["frequent"]
    people = sum(one["people"] or 0 for one in said["townships"])
    assert county["numbers"]["population"] == people
    assert county["numbers"]["count"] == county["count"] - frequent["count"]


def test_a_township_asks_the_interface_for_its_own_alone(tmp_path: Path) -> None:
    with open_store(tmp_path / "county.sqlite") as store:
        random_county(store, 3)
        said = (
            client_as(store, "township", township_code=CODES[1]).get("/api/v1/scorecard", params=YEAR).json()
        )
        assert ([one["code"] for one in said["townships"]], said["elsewhere"]) == ([CODES[1]], {})
        assert client_as(store, "department").get("/api/v1/scorecard", params=YEAR).status_code == 403
