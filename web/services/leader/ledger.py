"""Every valid incident with its day, class and township: what a month is counted from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.frames import POLYGONS

if TYPE_CHECKING:
    from gis.frames import IncidentFrame
    from web.services.desk.incident_index import IncidentIndex
    from web.services.leader.counts import Days
    from web.services.views import View

NOWHERE = -1


@dataclass(frozen=True)
class Ledger:
    """
    Valid incidents in columns; those with a trusted point first, in the order of the index.

    Attributes
    ----------
    days
        Local day.
    category
        Mapped class.
    in_scope
        Whether disorderly areas are made of it.
    discovered
        Whether a patrol found it.
    township_code
        As the file has it.
    placed
        How many have a point.
    """

    days: Days
    category: npt.NDArray[np.object_]
    in_scope: npt.NDArray[np.bool_]
    discovered: npt.NDArray[np.bool_]
    township_code: npt.NDArray[np.object_]
    placed: int

    def __len__(self) -> int:
        return len(self.days)

    @property
    def has_point(self) -> npt.NDArray[np.bool_]:
        """Which incidents have a point that can be trusted."""
        return np.arange(len(self)) < self.placed

    def seen(self, index: IncidentIndex, view: View) -> npt.NDArray[np.bool_]:
        """
        Tell which incidents a view holds.

        One that ends at some ground holds those whose point lies there: of the others nobody knows.
        """
        if view.within is None:
            return np.ones(len(self), dtype=bool)
        return np.concatenate([index.seen(view), np.zeros(len(self) - self.placed, dtype=bool)])

    def places(self, index: IncidentIndex, polygons: gpd.GeoDataFrame) -> npt.NDArray[np.intp]:
        """
        Give the row of the polygon that each incident lies in; by the code in the file where it has no point.

        ``NOWHERE`` for an incident outside of all of them.
        """
        found = np.full(len(self), NOWHERE, dtype=np.intp)
        if polygons.empty:
            return found
        if "code" in polygons:
            rows = {str(code): row for row, code in enumerate(polygons["code"])}
            without = np.array([rows.get(str(code), NOWHERE) for code in self.township_code[self.placed :]])
            found[self.placed :] = without.astype(np.intp)
        inside = polygons.geometry.to_crs(4326).to_numpy()
        points = shapely.points(index.lon, index.lat)
        point, polygon = shapely.STRtree(inside).query(points, predicate="intersects")
        found[point[::-1]] = polygon[::-1]  # of several polygons that share a border the first counts
        return found


def ledger_of(index: IncidentIndex, without_point: IncidentFrame, time_zone: str) -> Ledger:
    """Put the incidents of the index and those without a point together."""
    rest = without_point[without_point["status"] == "valid"]
    frames = (index.frame, rest)

    def column(name: str) -> npt.NDArray[np.object_]:
        return np.concatenate([frame[name].to_numpy(dtype=object) for frame in frames])

    local = pd.DatetimeIndex(rest["occurred_from"]).tz_convert(time_zone).tz_localize(None)
    days = np.concatenate([index.local.to_numpy(), local.to_numpy()]).astype("datetime64[D]")
    return Ledger(
        days=days,
        category=column("category"),
        in_scope=column("in_scope").astype(bool),
        discovered=column("source") == "discovered",
        township_code=column("township_code"),
        placed=len(index),
    )


def counted_polygons(townships: gpd.GeoDataFrame, villages: gpd.GeoDataFrame, view: View) -> gpd.GeoDataFrame:
    """Give what a view is counted by: its townships, or the villages of a single one."""
    areas = [
        frame[frame.geometry.geom_type.isin(POLYGONS)]
        for frame in (view.clip(townships), view.clip(villages))
    ]
    chosen = areas[0] if len(areas[0]) > 1 or areas[1].empty else areas[1]
    return chosen.reset_index(drop=True)
