"""Map layers of blind spots: cover of places, roads, borders, standing points, checkpoints."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd

from web.maps.layers import LegendEntry, MapLayer, Style
from web.maps.wording import inert, table_of
from web.texts import label

# Paul Tol's "light" scheme, from safe to blind; a shade for each, so that a copier keeps them apart.
COVER_STYLES = {
    "backed_up": Style(stroke="#8a8378", width=0.5, fill="#99ddaa", fill_opacity=0.35),
    "once": Style(stroke="#8a8378", width=0.5, fill="#eedd88", fill_opacity=0.55),
    "blind": Style(stroke="#8a8378", width=0.8, fill="#ee8866", fill_opacity=0.75),
    "unreached": Style(stroke="#222222", width=1.2, dash="3 3", fill="#aa3377", fill_opacity=0.7),
}
_EXISTING = Style(stroke="#ffffff", width=1.5, fill="#1f3d7a")
_PROPOSED = Style(stroke="#222222", width=1.8, fill="#cc3311")
_CHECKPOINT = Style(stroke="#ffffff", width=1.5, fill="#222222")
_LEFT = Style(stroke="#222222", width=1.8, fill="#ddaa33")
_LINES = {
    "roads": Style(stroke="#aa3377", width=3.0, dash="6 3"),
    "undriven": Style(stroke="#aa3377", width=1.6, dash="2 4"),
    "borders": Style(stroke="#cc3311", width=4.0),
    "zone": Style(stroke="#222222", width=2.6, dash="9 5"),
    "exits": Style(stroke="#222222", width=3.0),
}
PLACE_FACTS = (
    *("name", "station", "population", "incidents", "minutes", "backup_minutes", "times_covered"),
    *("nearest_point", "minutes_after"),
)
LINE_FACTS = ("name", "road_class", "length_km", "visit", "station", "other_station", "closed")
_KEYS = {
    "roads": "unvisited_roads",
    "undriven": "undriven_roads",
    "borders": "border_gaps",
    "zone": "zone_outline",
    "exits": "zone_exits",
}


def coverage_layers(
    places: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    others: Mapping[str, gpd.GeoDataFrame],
    lang: str,
    time_zone: str,
) -> list[MapLayer]:
    """
    Draw blind spots.

    Parameters
    ----------
    places, points, others
        Layers as `web.services.blind_spots.search.BlindSpots` holds them.
    lang
        ``zh`` or ``en``.
    time_zone
        Zone of the map.

    Returns
    -------
    list of MapLayer
        From the ground up; layers that hold nothing are left out.
    """
    drawn = [_places(places, lang, time_zone)]
    lines = dict(others)
    if "zone" in lines:
        lines["zone"] = lines["zone"].set_geometry(lines["zone"].boundary)
    if "borders" in lines:
        lines["borders"] = lines["borders"][lines["borders"]["reached"] == "none"]
    drawn += [
        _lines(name, lines[name], lang, time_zone) for name in _LINES if name in lines and len(lines[name])
    ]
    for key, table, style in (
        ("standing_points", points[points["status"] == "existing"], _EXISTING),
        ("proposed_points", points[points["status"] == "proposed"], _PROPOSED),
        ("new_checkpoints", others.get("checkpoints"), _CHECKPOINT),
        ("checkpoints_left", others.get("checkpoints_left"), _LEFT),
    ):
        if table is not None and len(table):
            drawn.append(_dots(key, table, style, lang))
    return drawn


def _places(places: gpd.GeoDataFrame, lang: str, time_zone: str) -> MapLayer:
    rows = places.drop(columns=places.geometry.name).to_dict("records")
    cover = places["cover"].tolist()
    return MapLayer(
        key="cover",
        name=label("layer", "cover", lang),
        pane="fills",
        geometry=places.geometry.to_crs(4326).reset_index(drop=True),
        styles=[COVER_STYLES[name] for name in cover],
        popups=[
            f"<h4>{inert(label('cover', name, lang))}</h4>"
            f"{table_of({str(k): v for k, v in row.items()}, PLACE_FACTS, lang, time_zone)}"
            for name, row in zip(cover, rows, strict=True)
        ],
        legend=tuple(
            LegendEntry(style, label("cover", name, lang))
            for name, style in COVER_STYLES.items()
            if name in cover
        ),
        legend_title=label("layer", "cover", lang),
        covers=True,
    )


def _lines(name: str, table: gpd.GeoDataFrame, lang: str, time_zone: str) -> MapLayer:
    words = label("layer", _KEYS[name], lang)
    rows = [
        {
            str(column): label(column, value, lang) if column == "visit" else value
            for column, value in row.items()
        }
        for row in table.drop(columns=table.geometry.name).to_dict("records")
    ]
    return MapLayer(
        key=_KEYS[name],
        name=words,
        pane="roads",
        geometry=table.geometry.to_crs(4326).reset_index(drop=True),
        styles=[_LINES[name]] * len(table),
        popups=[table_of(row, LINE_FACTS, lang, time_zone) for row in rows],
        legend=(LegendEntry(_LINES[name], words, "line"),),
    )


def _dots(key: str, table: gpd.GeoDataFrame, style: Style, lang: str) -> MapLayer:
    names = table["name"].astype(str).tolist() if "name" in table else [""] * len(table)
    if key == "proposed_points":
        names = [f"{int(rank)} · {name}" for rank, name in zip(table["rank"], names, strict=True)]
    return MapLayer(
        key=key,
        name=label("layer", key, lang),
        pane="significant" if key != "standing_points" else "places",
        geometry=table.geometry.to_crs(4326).reset_index(drop=True),
        styles=[style] * len(table),
        tips=[inert(name) for name in names],
        legend=(LegendEntry(style, label("layer", key, lang), "dot"),),
    )
