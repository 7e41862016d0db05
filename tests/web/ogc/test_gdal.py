"""GDAL's own driver, as QGIS has it, reads the layers from a really served application."""

from __future__ import annotations

from collections.abc import Iterator

import pyogrio
import pytest

from data.store import open_store
from tests.desk_county import fill
from tests.served import served
from tests.signed_in import session_of

API = "/api/v1/ogc"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    with open_store(folder / "county.sqlite") as store:
        fill(store)
        secret = session_of(store, "command")
    options = {"GDAL_HTTP_AUTH": "BEARER", "GDAL_HTTP_BEARER": secret, "GDAL_HTTP_TIMEOUT": "30"}
    with served(folder / "county.sqlite", folder) as (address, _):
        pyogrio.set_gdal_config_options(options)
        yield f"OAPIF:{address}{API}"
        pyogrio.set_gdal_config_options(dict.fromkeys(options))


def test_gdal_lists_the_layers_with_their_kind_of_shape(source: str) -> None:
    names = {str(name) for name, _ in pyogrio.list_layers(source)}
    assert {"townships", "roads", "areas", "zones", "joint-zones", "beats", "units", "incidents"} <= names


def test_gdal_reads_every_page(source: str) -> None:
    found = pyogrio.read_dataframe(source, layer="incidents", PAGE_SIZE="700")
    assert len(found) == 3000
    assert found["incident_id"].is_unique
    assert found.crs.to_epsg() == 4326 or "CRS84" in found.crs.to_string()
    assert found.total_bounds.tolist() == pytest.approx([104.0, 34.0, 104.24, 34.16], abs=0.03)


def test_gdal_reads_columns_boxes_and_conditions(source: str) -> None:
    villages = pyogrio.read_dataframe(source, layer="villages")
    assert len(villages) == 24
    assert (villages["population"] == 900).all()
    assert set(villages.geom_type) <= {"Polygon", "MultiPolygon"}
    near = pyogrio.read_dataframe(source, layer="villages", bbox=(104.001, 34.001, 104.03, 34.03))
    assert len(near) == 1
    named = pyogrio.read_dataframe(source, layer="villages", where="class_code = '112' AND population > 100")
    assert len(named) == 4
