"""
The desk in a browser: ``python -m tests.benchmarks.desk [first|pan] [--county STORE] [--points N]``.

The system's Chromium draws by software alone (SwiftShader), on a screen of 1366 x 768.

*first*: milliseconds from the start of navigation until the map is idle with its data drawn, in a fresh
context with nothing cached, on the demo county (or the SQLite store given): *cold* by a service that was just
started (each time anew), *warm* by one that has shown the page before.

*pan*: a store with 100,000 incidents and 5,000 villages in view. The map is dragged by the mouse and moved
by ``panBy``; printed are the times between pictures and the longest blocks of the main thread. A stall is a
block of more than 200 ms: until then the hand does not feel that the map lets go of it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from playwright.sync_api import sync_playwright

from data.store import Store, open_store
from gis.frames import as_incidents
from tests.benchmarks.tiles import units
from tests.conftest import CHROMIUM, CHROMIUM_ARGUMENTS
from tests.served import ROOT, served
from tests.signed_in import session_of
from web.routes.authentication import COOKIE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCREEN = {"width": 1366, "height": 768}
TIMES = 5
STALL_MS = 200
WEST, SOUTH, WIDE, HIGH = 104.0, 34.0, 0.5, 0.4
SQUEEZED = np.array([0.26, 0.17])
"""What a county is made smaller by, so that all of it is in view where incidents are told one by one."""

VIEW = "12.05/34.2/104.25"

WATCH = """
window.seen = { blocks: [], frames: [], loads: 0 };
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.seen.blocks.push([one.startTime, one.duration]);
}).observe({ type: 'longtask', buffered: true });
const drawn = () => {
  const map = window.desk?.map;
  if (!map) return setTimeout(drawn, 4);
  map.on('idle', () => {
    if (document.body.dataset.ready === 'true') window.seen.idle ??= performance.now();
  });
};
drawn();
let last = 0;
const frame = (now) => {
  if (last) window.seen.frames.push([now, now - last]);
  last = now;
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
"""
SETTLED = "() => window.seen.idle !== undefined"
STILL = "() => window.desk.map.loaded() && !window.desk.map.isMoving()"
POINTS = """() => {
  const { map } = window.desk;
  const [bounds, seen] = [map.getBounds(), new Set()];
  for (const name of ['incidents', 'incident_crowds']) {
    for (const { geometry } of map.querySourceFeatures('incidents', { sourceLayer: name })) {
      const points = geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates;
      for (const point of points) if (bounds.contains(point)) seen.add(point.join());
    }
  }
  return seen.size;
}"""
VILLAGES = """() => new Set(window.desk.map.queryRenderedFeatures({ layers: ['zones'] })
    .map((one) => one.id)).size"""


def main() -> None:
    """Measure what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("what", nargs="?", choices=("first", "pan"))
    asked.add_argument(
        "--county", default="", help="SQLite store of a county; left out, the demo county is built"
    )
    asked.add_argument("--points", type=int, default=100_000, help="incidents in view")
    asked.add_argument("--picture", type=Path, help="PNG to keep of the map that is panned")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(CHROMIUM_ARGUMENTS))
        if options.what != "pan":
            measure_first(browser, county(folder, options.county), folder)
        if options.what != "first":
            measure_pan(browser, folder, options.points, options.picture)
        browser.close()


def county(folder: Path, given: str) -> Path:
    """Give a store of its own: a copy of the one given, else the demo county."""
    store = folder / "county.sqlite"
    if given:
        shutil.copyfile(given, store)
        return store
    command = [sys.executable, str(ROOT / "safetown.py"), "demo", "--out", str(folder / "demo"), "--no-serve"]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "demo" / "demo.sqlite"


def measure_first(browser: Browser, store: Path, folder: Path) -> None:
    """Print how long the first picture takes, by a cold and a warm service."""
    with open_store(str(store)) as opened:
        secret = session_of(opened, "command", name="benchmark")
    cold, warm = [], []
    for _ in range(TIMES):
        with served(store, folder) as (address, _):
            cold.append(first_picture(browser, address, secret))
    with served(store, folder) as (address, _):
        first_picture(browser, address, secret)
        warm = [first_picture(browser, address, secret) for _ in range(TIMES)]
    print("first picture of the desk, ms")
    for name, times in (("cold", cold), ("warm", warm)):
        each = ", ".join(f"{one:.0f}" for one in times)
        print(f"  {name}  median {np.median(times):6.0f}   most {max(times):6.0f}   each {each}")


def first_picture(browser: Browser, address: str, secret: str) -> float:
    """Give the milliseconds until the map is idle with its data drawn."""
    with page_of(browser, address, secret, "/") as page:
        page.wait_for_function(SETTLED, timeout=60_000)
        return float(page.evaluate("() => window.seen.idle"))


@contextmanager
def page_of(browser: Browser, address: str, secret: str, path: str) -> Iterator[Page]:
    """Open a page in a fresh context, watched from its beginning."""
    context = browser.new_context(viewport=SCREEN, locale="zh-CN", timezone_id="Asia/Shanghai")  # type: ignore[arg-type]
    context.add_cookies([{"name": COOKIE, "value": secret, "url": address}])
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(address + path)
    yield page
    context.close()


def measure_pan(browser: Browser, folder: Path, points: int, picture: Path | None) -> None:
    """Print times between pictures while the map is moved, points and villages in view."""
    where = folder / "crowded.sqlite"
    with open_store(str(where)) as store:
        fill(store, points)
        secret = session_of(store, "command")
    path = f"/?map={VIEW}&shade=zones&show=incidents,villages&scope=all"
    with served(where, folder) as (address, _), page_of(browser, address, secret, path) as page:
        page.wait_for_function(SETTLED, timeout=120_000)
        page.wait_for_function(STILL, timeout=120_000)
        print(f"{page.evaluate(POINTS):,} incidents and {page.evaluate(VILLAGES):,} villages in view")
        if picture:
            page.screenshot(path=picture)
        for name, move in (("drag", drag), ("panBy", pan)):
            start = page.evaluate("() => performance.now()")
            move(page)
            report(name, page, start)


def drag(page: Page) -> None:
    """Drag the map about by the mouse, as a hand does."""
    box = page.locator("#map").bounding_box() or {"x": 0, "y": 0, "width": 800, "height": 500}
    middle = np.array([box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])
    for way in ((-160, 0), (0, -100), (160, 0), (0, 100)) * 2:
        page.mouse.move(*middle)
        page.mouse.down()
        for step in range(1, 21):
            page.mouse.move(*(middle + np.array(way) * step / 20))
            time.sleep(0.016)
        page.mouse.up()
        page.wait_for_timeout(500)


def pan(page: Page) -> None:
    """Move the map by its own hand, half a second each way."""
    for way in ([200, 0], [0, 120], [-200, 0], [0, -120]) * 2:
        page.evaluate("(way) => { window.desk.map.panBy(way, { duration: 500 }); }", way)
        page.wait_for_timeout(1000)


def report(name: str, page: Page, start: float) -> None:
    """Print times between pictures and the longest blocks since a moment."""
    page.wait_for_timeout(300)
    seen = page.evaluate("() => window.seen")
    frames = [length for at, length in seen["frames"] if at >= start]
    blocks = [length for at, length in seen["blocks"] if at >= start]
    middle, high, most = np.percentile(frames, [50, 95, 100])
    longest, stalls = max(blocks, default=0), sum(length > STALL_MS for length in blocks)
    print(f"  {name:<6} between pictures p50 {middle:5.0f} ms   p95 {high:5.0f} ms   most {most:5.0f} ms")
    print(f"         main thread blocked {longest:.0f} ms at most, {stalls} times over {STALL_MS} ms")


def fill(store: Store, count: int) -> None:
    """Make a county whose incidents all lie in the middle of the screen, and 5,000 villages about them."""
    rng = np.random.default_rng(20)
    middle = np.array([WEST + WIDE / 2, SOUTH + HIGH / 2])
    ground = units(rng)
    ground.geometry = shapely.transform(
        ground.geometry.to_numpy(), lambda at: middle + (at - middle) * SQUEEZED
    )
    ground = ground.assign(
        township_code="620523100", class_code="220", population=900, households=300, station="S1"
    )
    ground["zone"] = rng.choice(["urban", "fringe", "rural"], len(ground))
    store.replace_places("villages", ground.drop(columns=["beat_id", "load", "zone"]))
    store.save_analysis("zones", {}, {"zones": ground.assign(zone_source="official")})
    places = middle + rng.uniform(-1, 1, (count, 2)) * (WIDE / 2, HIGH / 2) * SQUEEZED
    at = pd.Timestamp("2024-01-01", tz="UTC") + pd.to_timedelta(
        rng.integers(0, 731 * 1440, count), unit="min"
    )
    table = {
        "incident_id": [f"J{number:08d}" for number in range(count)],
        "occurred_from": at,
        "occurred_to": at,
        "category": rng.choice(["criminal", "public_order", "traffic"], count),
        "category_word": rng.choice(["盗窃", "打架", "求助", "交通事故"], count),
        "in_scope": True,
    }
    store.import_incidents([as_incidents(gpd.GeoDataFrame(table, geometry=shapely.points(places), crs=4326))])


if __name__ == "__main__":
    main()
