"""Beat cards with more on them than a page holds, and with names that no page may stumble over."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from web.reports.beat_card_content import CardContent

LONG = "安宁街道 · 建设路社区东门外农贸市场"


def crowded(
    beats: int,
    *,
    places: int = 40,
    days: int = 7,
    visits: int = 4,
    names: tuple[str, ...] = (LONG,),
    lang: str = "zh",
) -> CardContent:
    """Give beats with many places, each visited several times on each of several days."""
    numbers = range(1, beats + 1)
    shapes = [shapely.box(104 + 0.1 * number, 31, 104.02 + 0.1 * number, 31.09) for number in numbers]
    table = pd.DataFrame(
        [
            {"beat_id": beat, "day": day, "stop_id": f"{beat}-{stop:03d}", "arrive_min": 60.0 * turn + stop}
            for beat in numbers
            for day in range(1, days + 1)
            for stop in range(places)
            for turn in range(visits)
        ]
    )
    start = pd.Timestamp("2026-01-05T20:00+08:00") + pd.to_timedelta(table["day"] - 1, unit="D")
    order = table["stop_id"].str[-3:].astype(int)
    stops = gpd.GeoDataFrame(
        table.assign(kind="hot_area", name=[names[place % len(names)] for place in order]),
        geometry=[
            shapely.Point(104.01 + 0.1 * beat, 31.01 + 0.0015 * place)
            for beat, place in zip(table["beat_id"], order, strict=True)
        ],
        crs=4326,
    ).assign(arrive_at=start + pd.to_timedelta(table["arrive_min"], unit="min"))
    routes = gpd.GeoDataFrame(
        {"beat_id": list(numbers), "day": 1, "drive_min": 300.0, "stay_min": 60.0, "free_min": 120.0},
        geometry=[s.exterior for s in shapes],
        crs=4326,
    )
    cards = gpd.GeoDataFrame(
        {"beat_id": list(numbers), "load": 750.0, "station": "城关派出所", "zone": "urban"},
        geometry=shapes,
        crs=4326,
    )
    return CardContent("青岚县 巡逻责任区卡", cards, routes, stops, lang=lang)
