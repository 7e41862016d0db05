"""Blind spots that were found in the store's county, kept for the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.services.blind_spots.ground import BlindSpotRequest
from web.services.blind_spots.search import BlindSpots

if TYPE_CHECKING:
    from data.store import Store

KIND = "blind_spots"


def keep_blind_spots(store: Store, found: BlindSpots, request: BlindSpotRequest) -> None:
    """
    Keep what was found beside earlier searches.

    Parameters
    ----------
    store
        The store whose places were judged.
    found
        What was found; layers that hold nothing are left out.
    request
        What was asked for.
    """
    totals = found.totals.astype(object)
    parameters: dict[str, object] = {
        "within_min": request.within_min,
        "aim": request.aim,
        "by": request.by,
        "zone": request.zone,
        "patrol_minutes": request.patrol_minutes,
        "totals": totals.where(totals.notna(), None).to_dict("records"),
    }
    layers = {"places": found.places, "standing_points": found.standing_points, **found.layers}
    store.save_analysis(KIND, parameters, {name: table for name, table in layers.items() if len(table)})
