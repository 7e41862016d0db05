"""
Vector tiles: ``python -m tests.benchmarks.tiles [--store URL] [--incidents N]``.

Serves a store with a million incidents and 5,000 units from a process of its own, asks for tiles one after
the other as a map does that is moved about at levels 6 to 16, and prints milliseconds (median, 95th in a
hundred, most) and the largest tile: *cold* is the first time that a tile is asked for, *kept* the second,
*unchanged* a third with the ETag; below each the processor time alone. How long the first tile waits for what
must be read into memory is printed apart.

Then the same by several clients at once (``--clients 1,4,16``), each on a walk of its own, by a service that
was started anew: *cold*, and *kept* on the same walks again, with tiles a second.

With ``--store postgresql+psycopg://…`` (an empty database) the same on PostGIS, and ``ST_AsMVT`` on its
tables beside it.
"""

from __future__ import annotations

import argparse
import http.client
import math
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.store import Store, open_store
from gis.frames import as_incidents
from tests.served import served
from tests.signed_in import session_of

WEST, SOUTH, WIDE, HIGH = 104.0, 34.0, 0.5, 0.4
LEVELS = range(6, 17)
TILES_A_LEVEL = 20
WALK = 100
"""Places that each of several clients asks about."""

CORNER_DEG = 0.0004
MAP = "/api/v1/ogc/collections/{}/tiles/WebMercatorQuad/{}/{}/{}"


def main() -> None:
    """Fill a store, serve it, ask."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--store", default="")
    asked.add_argument("--incidents", type=int, default=1_000_000)
    asked.add_argument("--clients", default="1,4,16", help="numbers of clients that ask at once")
    options = asked.parse_args()
    crowds = [int(number) for number in options.clients.split(",")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        where = options.store or str(folder / "county.sqlite")
        with open_store(where) as store:
            fill(store, options.incidents)
            secrets = {role: session_of(store, role) for role in ("command", "committee")}
        with served(where, folder) as (address, pid):
            server = http.client.HTTPConnection(urlsplit(address).netloc, timeout=300)
            for role, layer in (("command", "incidents"), ("committee", "incidents"), ("command", "units")):
                ask_layer(server, pid, secrets[role], role, layer)
        for count in crowds:
            with served(where, folder) as (address, _):
                ask_together(urlsplit(address).netloc, secrets["command"], count)
        if options.store:
            ask_database(where)


def fill(store: Store, count: int) -> None:
    """Make a county: incidents around 400 centres, 5,000 units with winding borders."""
    rng = np.random.default_rng(20)
    centres = rng.random((400, 2)) * (WIDE, HIGH) + (WEST, SOUTH)
    places = centres[rng.integers(0, 400, count)] + rng.normal(0, 0.01, (count, 2))
    places = np.clip(places, (WEST, SOUTH), (WEST + WIDE, SOUTH + HIGH))
    start = pd.Timestamp("2024-01-01", tz="UTC")
    at = start + pd.to_timedelta(np.sort(rng.integers(0, 731 * 86400, count)), unit="s")
    table = {
        "incident_id": [f"J{number:08d}" for number in range(count)],
        "occurred_from": at,
        "occurred_to": at,
        "category": rng.choice(["criminal", "public_order", "traffic"], count),
        "category_word": rng.choice(["盗窃", "打架", "求助", "交通事故"], count),
        "in_scope": rng.random(count) < 0.6,
    }
    frame = gpd.GeoDataFrame(table, geometry=shapely.points(places), crs=4326)
    store.import_incidents([as_incidents(frame)])
    store.save_analysis("beats", {"count": 40}, {"units": units(rng)})


def units(rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Make 5,000 units, a coverage without gaps."""
    box = shapely.box(WEST, SOUTH, WEST + WIDE, SOUTH + HIGH)
    seeds = shapely.multipoints(rng.random((5000, 2)) * (WIDE, HIGH) + (WEST, SOUTH))
    cells = shapely.intersection(shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=box)), box)
    cells = shapely.segmentize(cells, CORNER_DEG)

    def wound(points: np.ndarray) -> np.ndarray:
        return points + 0.0003 * np.sin(points[:, ::-1] * 9000)

    cells = shapely.transform(cells, wound)
    number = np.arange(len(cells))
    names = [f"第{one}村" for one in number]
    print(f"5,000 units with {shapely.get_num_coordinates(cells).sum():,} corners")
    table = {
        "code": number.astype(str),
        "name": names,
        "beat_id": number % 40,
        "load": rng.random(len(cells)),
    }
    return gpd.GeoDataFrame(table, geometry=cells, crs=4326)


def tiles() -> list[tuple[int, int, int]]:
    """List tiles of the county, every level, in the order in which a map is moved and enlarged."""
    rng = np.random.default_rng(4)
    listed = []
    for zoom in LEVELS:
        (west, north), (east, south) = (
            tile_at(zoom, *at) for at in ((WEST, SOUTH + HIGH), (WEST + WIDE, SOUTH))
        )
        every = [(zoom, row, column) for row in range(north, south + 1) for column in range(west, east + 1)]
        some = np.sort(rng.permutation(len(every))[:TILES_A_LEVEL])
        listed += [every[one] for one in some]
    return listed


def tile_at(zoom: int, lon: float, lat: float) -> tuple[int, int]:
    """Give column and row of the tile at a place."""
    y = 0.5 - math.asinh(math.tan(math.radians(lat))) / 2 / math.pi
    return int((lon / 360 + 0.5) * 2**zoom), int(y * 2**zoom)


def ask_layer(server: http.client.HTTPConnection, pid: int, secret: str, role: str, layer: str) -> None:
    """Ask for every tile three times and print how long it took."""
    headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "gzip"}

    def ask(place: tuple[int, int, int], etag: str = "") -> tuple[float, str, int, float]:
        worked, start = processor_ms(pid), time.perf_counter()
        more = {"If-None-Match": etag} if etag else {}
        server.request("GET", MAP.format(layer, *place), headers={**headers, **more})
        answer = server.getresponse()
        body = answer.read()
        if answer.status not in {200, 204, 304}:
            raise RuntimeError(f"{answer.status} {body[:200]!r}")
        took = (time.perf_counter() - start) * 1000
        return took, str(answer.headers["etag"]), len(body), processor_ms(pid) - worked

    first, *_ = ask((0, 0, 0))
    print(f"{layer} as {role}: {first / 1000:.1f} s until the first tile")
    cold = [ask(place) for place in tiles()]
    kept = [ask(place) for place in tiles()]
    unchanged = [ask(place, found[1]) for place, found in zip(tiles(), kept, strict=True)]
    for name, answers in (("cold", cold), ("kept", kept), ("unchanged", unchanged)):
        show(name, [answer[0] for answer in answers], max(answer[2] for answer in answers))
        show("  of processor", [answer[3] for answer in answers])
    slow = sorted(zip((answer[0] for answer in cold), tiles(), strict=True), reverse=True)[:3]
    print("    slowest:", ", ".join(f"{place} {ms:.0f} ms" for ms, place in slow))


def ask_together(host: str, secret: str, count: int) -> None:
    """Ask as several clients at once, each for incidents and units along a walk of its own."""
    headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "gzip"}

    def walk(seed: int) -> list[float]:
        server = http.client.HTTPConnection(host, timeout=300)
        took = []
        for place in np.random.default_rng(seed).permutation(tiles())[:WALK]:
            for layer in ("incidents", "units"):
                start = time.perf_counter()
                server.request("GET", MAP.format(layer, *place), headers=headers)
                answer = server.getresponse()
                answer.read()
                if answer.status not in {200, 204}:
                    raise RuntimeError(str(answer.status))
                took.append((time.perf_counter() - start) * 1000)
        server.close()
        return took

    first = http.client.HTTPConnection(host, timeout=300)
    for layer in ("incidents", "units"):  # what is read into memory once is told apart
        first.request("GET", MAP.format(layer, 0, 0, 0), headers=headers)
        first.getresponse().read()
    first.close()
    print(f"{count} clients at once")
    with ThreadPoolExecutor(count) as clients:
        for name in ("cold", "kept"):
            start = time.perf_counter()
            took = [one for each in clients.map(walk, range(count)) for one in each]
            show(name, took)
            print(f"    {len(took) / (time.perf_counter() - start):.0f} tiles a second")


def processor_ms(pid: int) -> float:
    """Give the processor time of a process up to now: other work on the machine does not count."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="utf-8").split()[0]) for task in tasks) / 1e6


def show(name: str, milliseconds: list[float], most_bytes: int = 0) -> None:
    """Print a line of figures."""
    middle, high, most = np.percentile(milliseconds, [50, 95, 100])
    sized = f"   {most_bytes / 1000:6.0f} kB packed at most" if most_bytes else ""
    print(f"  {name:<14} p50 {middle:7.1f} ms   p95 {high:7.1f} ms   most {most:7.1f} ms{sized}", flush=True)


def ask_database(where: str) -> None:
    """Print how long PostGIS takes for the same tiles by ``ST_AsMVT``, without sign-in, filter or packing."""
    from sqlalchemy import create_engine, text

    cells = """SELECT ST_AsMVT(t, 'incident_cells') FROM (SELECT count(*) AS incidents, ST_AsMVTGeom(
        ST_SnapToGrid(ST_Transform(geometry, 3857), :cell), e) AS geom
        FROM incidents, ST_TileEnvelope(:z, :x, :y) e WHERE geometry && ST_Transform(e, 4326) GROUP BY 2) t"""
    points = """SELECT ST_AsMVT(t, 'incidents') FROM (SELECT incident_id, kind, category, category_word,
        ST_AsMVTGeom(ST_Transform(geometry, 3857), e) AS geom
        FROM incidents, ST_TileEnvelope(:z, :x, :y) e WHERE geometry && ST_Transform(e, 4326)) t"""
    shapes = """SELECT ST_AsMVT(t, 'units') FROM (
        SELECT properties->>'name' AS name, properties->>'beat_id' AS beat_id,
        ST_AsMVTGeom(ST_Transform(geometry, 3857), e) AS geom
        FROM analysis_features, ST_TileEnvelope(:z, :x, :y) e WHERE geometry && ST_Transform(e, 4326)) t"""
    engine = create_engine(where)
    with engine.connect() as connection:
        connection.execute(text("SET statement_timeout = '60s'"))
        connection.execute(text("ANALYZE incidents"))
        for name in ("units", "incidents"):
            took = []
            for zoom, row, column in tiles():
                sql = shapes if name == "units" else points if zoom >= 13 else cells
                asked = {"z": zoom, "x": column, "y": row}
                if sql is cells:
                    asked["cell"] = 2 * 20_037_508.34 / 2 ** (zoom + 6)
                start = time.perf_counter()
                connection.execute(text(sql), asked).scalar()
                took.append((time.perf_counter() - start) * 1000)
            print(f"{name} by ST_AsMVT")
            show("cold", took)
    engine.dispose()


if __name__ == "__main__":
    main()
