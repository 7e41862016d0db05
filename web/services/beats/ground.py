"""The ground that beats are designed on: units with loads, their neighbours, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.frames import as_units
from patrol.graph import AtomGraph
from patrol.plan import BeatParams
from patrol.work import Surroundings, work_of
from web.services.beats.units import IDS, OWN_LOAD, BeatFiles, surroundings_of, village_units
from web.services.geojson import feature_collection
from web.services.kept import Kept
from web.services.revisions import analysed, imported
from web.services.stations import station_codes

if TYPE_CHECKING:
    from data.store import Store

JOINT = IDS[0]
LOADS = (OWN_LOAD, "patrol_hours")
"""Columns that may be the load, as far as the store has them."""

TODAY = "beat_today"
SHOWN = ("code", "name", "station", "zone", JOINT, TODAY, *LOADS)


@dataclass(frozen=True, slots=True)
class Ground:
    """
    Units to make beats of.

    Attributes
    ----------
    units
        Villages of the store with ``code``, ``station``, ``joint_zone_id`` (null for none), their loads, and
        ``beat_today`` (0 for none).
    graph
        Which units touch, and which of them a beat may reach over between.
    sides
        Stations that answer for each joint zone.
    around
        Stations, roads and barriers.
    """

    units: gpd.GeoDataFrame
    graph: AtomGraph
    sides: dict[int, tuple[str, ...]]
    around: Surroundings

    @property
    def codes(self) -> pd.Series:
        """Code of each unit."""
        codes: pd.Series = self.units["code"].astype(str)
        return codes

    @property
    def loads(self) -> list[str]:
        """Columns that can be the load."""
        return [name for name in LOADS if name in self.units and self.units[name].notna().all()]

    @property
    def station_names(self) -> dict[str, str]:
        """Name of each station by its code."""
        stations = self.around.stations
        if stations is None:
            return {}
        return dict(zip(stations["code"].astype(str), stations["name"].astype(str), strict=True))

    @property
    def has_joint(self) -> bool:
        """Whether any unit lies in a joint zone."""
        return bool(self.units[JOINT].notna().any())

    def within(self, station: str, *, joint: bool) -> Ground:
        """
        Take the units of a station.

        Parameters
        ----------
        station
            Code; empty for the whole county.
        joint
            Take the units of the joint zones that it answers for along, whosever they are.
        """
        if not station:
            return self
        mine = (self.units["station"] == station).to_numpy()
        if joint:
            own = [zone for zone, stations in self.sides.items() if station in stations]
            mine = mine | self.units[JOINT].isin(own).to_numpy()
        return replace(self, units=self.units[mine], graph=self.graph.part(np.flatnonzero(mine)))

    def answering(self, codes: set[str]) -> list[str]:
        """List the stations that answer for the joint zones that any of these units lie in."""
        zones = self.units[JOINT][self.codes.isin(codes)].dropna().unique()
        return sorted({station for zone in zones for station in self.sides.get(int(zone), ())})


class BeatGrounds:
    """
    The ground of a store, kept until places, zones, incidents or demand change.

    Parameters
    ----------
    store
        Where it all is.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept = Kept()

    def get(self, *, joint: bool) -> Ground:
        """Give the ground with the beats of now; `joint` ties joint zones together by themselves."""
        state = (imported(self._store), *(analysed(self._store, kind) for kind in ("zones", "demand")))
        ground = self._kept.get(joint, state, lambda: make_ground(self._store, joint=joint))
        return replace(ground, units=ground.units.assign(**{TODAY: beats_today(self._store, ground.codes)}))


def ground_of(store: Store, *, joint: bool) -> Ground:
    """Make the ground of a store anew, with the beats of now."""
    return BeatGrounds(store).get(joint=joint)


def make_ground(store: Store, *, joint: bool) -> Ground:
    """
    Read units, joint zones and surroundings, and find what touches what.

    Raises
    ------
    InputError
        When the store holds no villages or no incidents.
    """
    units, around = village_units(store), surroundings_of(BeatFiles(), store)
    stations = store.places("stations")
    units = as_units(units.assign(station=station_codes(units, stations)).reset_index(drop=True), OWN_LOAD)
    if JOINT not in units:
        units = as_units(units.assign(**{JOINT: pd.Series(pd.NA, index=units.index, dtype="Int64")}))
    params = BeatParams(count=1, joint=JOINT if joint else None, tie_unreached=True)
    return Ground(units, work_of(units, OWN_LOAD, params, around).graph, _sides(store), around)


def _sides(store: Store) -> dict[int, tuple[str, ...]]:
    zones = store.latest_analysis("zones")
    if zones is None or "joint_zones" not in zones.layers:
        return {}
    table = zones.layers["joint_zones"]
    pairs = table[["primary_station", "backup_station"]].to_numpy()
    return {
        int(zone): tuple(str(code) for code in pair if pd.notna(code))
        for zone, pair in zip(table[JOINT], pairs, strict=True)
    }


def beats_today(store: Store, codes: pd.Series) -> npt.NDArray[np.int64]:
    """Give the beat of each unit in the plan in force, 0 for none."""
    found = store.latest_analysis("beats")
    if found is None or not {"code", "beat_id"} <= set(found.layers["units"].columns):
        return np.zeros(len(codes), dtype=np.int64)
    table = found.layers["units"].drop_duplicates("code").set_index("code")["beat_id"]
    return codes.map(table).fillna(0).to_numpy(dtype=np.int64)


def ground_layer(ground: Ground, more: dict[str, Any]) -> bytes:
    """
    Write the ground as GeoJSON: its units by row, with what is computed from while beats are moved by hand.

    ``borders`` holds a row for each two units that touch: their rows, the metres that they share, and whether
    a beat may reach over (1) or not (0).
    """
    graph, units = ground.graph, ground.units
    source = graph.source()
    once = source < graph.neighbour
    rows = zip(
        source[once].tolist(),
        graph.neighbour[once].tolist(),
        graph.border_m[once].round().astype(int).tolist(),
        graph.passable[once].astype(int).tolist(),
        strict=True,
    )
    points = shapely.point_on_surface(units.geometry.to_crs(4326).to_numpy())
    shown = units[[name for name in SHOWN if name in units] + [units.geometry.name]].assign(
        area_m2=graph.area_m2.round(),
        perimeter_m=graph.perimeter_m.round(),
        label_lon=shapely.get_x(points),
        label_lat=shapely.get_y(points),
    )
    members = {"borders": list(rows), "loads": ground.loads, "stations": ground.station_names, **more}
    return feature_collection(shown, members)
