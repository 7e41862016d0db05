"""Whose rows of the scorecard somebody sees: the limit is that of their view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from gis.crs import metric_crs_of
from web.auth.roles import Right, Role

if TYPE_CHECKING:
    from data.store import Store
    from web.auth.principal import Principal
    from web.services.views import View

LEAST_SHARE = 0.01
"""Of a township's ground: less is where borders were drawn differently, not where a station answers."""


def seen_townships(store: Store, principal: Principal, view: View) -> frozenset[str] | None:
    """
    Give the codes of the townships whose rows who asks may see; None for all of them.

    A township sees its own; a station those that its ground reaches into.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` for roles that see no figures.
    """
    principal.require(Right.AGGREGATES)
    if principal.role is Role.TOWNSHIP:
        return frozenset({principal.township_code})
    if view.within is None:
        return None
    townships = view.clip(store.places("townships"))
    if townships.empty:
        return frozenset()
    crs = metric_crs_of(tuple(townships.to_crs(4326).total_bounds))
    shapes = townships.to_crs(crs).geometry.to_numpy()
    own = shapely.make_valid(gpd.GeoSeries([view.within], crs=4326).to_crs(crs).iloc[0])
    share = shapely.area(shapely.intersection(shapely.make_valid(shapes), own)) / shapely.area(shapes)
    return frozenset(townships["code"].astype(str)[share >= LEAST_SHARE])
