"""What is asked of patrol routes, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

HOT_AREA = "hot_area"
MUST_VISIT = "must_visit"
CHECKPOINT = "checkpoint"
KINDS = (HOT_AREA, MUST_VISIT, CHECKPOINT)
"""Kinds of stops."""


@dataclass(frozen=True, slots=True)
class RouteParams:
    """
    What is asked of the routes of a beat.

    Attributes
    ----------
    shift_min
        Length of a shift, from leaving the station to being back.
    days
        Shifts to plan, one a day.
    shortest_stay_min, longest_stay_min
        How long a patrol stays at a stop; each stay is drawn between the two. Presence of 10 to 16 minutes
        keeps a place quiet longest (Koper 1995, doi:10.1080/07418829500096231).
    rounds
        How often a hot area is wanted in a shift, each time in a part of the shift of its own: about every
        two hours (Koper's rule again).
    window_share
        Share of the allowed time in which a stop is wanted on one day; where in it is drawn anew every day.
        1 lets every day be planned alike.
    road_samples
        Stretches of the beat's roads that are offered to each day's route, those not driven yet before all
        others.
    iterations
        Iterations of the search for each route.
    """

    shift_min: float = 480.0
    days: int = 7
    shortest_stay_min: float = 10.0
    longest_stay_min: float = 16.0
    rounds: int = 4
    window_share: float = 0.5
    road_samples: int = 80
    iterations: int = 60

    def __post_init__(self) -> None:
        if not 0 < self.shift_min <= 24 * 60:
            raise ValueError(f"wanted a shift of up to 24 hours, got shift_min={self.shift_min}")
        if not 0 <= self.shortest_stay_min <= self.longest_stay_min:
            raise ValueError(
                f"wanted stays from 0 on, got {self.shortest_stay_min} to {self.longest_stay_min}"
            )
        if min(self.days, self.rounds, self.iterations) < 1 or self.road_samples < 0:
            raise ValueError("wanted at least one day, round and iteration, and no road_samples below 0")
        if not 0 < self.window_share <= 1:
            raise ValueError(f"wanted window_share above 0 and up to 1, got {self.window_share}")


@dataclass(frozen=True, slots=True)
class RoutePlan:
    """
    Routes of one beat or of several.

    Attributes
    ----------
    routes
        One row for each beat and day (from 1): ``beat_id``, ``day``, ``stops``, ``minutes`` (from leaving to
        being back), ``drive_min``, ``stay_min``, ``free_min`` (the rest of the
        shift: calls, meals, patrol at will), ``road_km``, and the way along the roads.
    stops
        One row for each visit: ``beat_id``, ``day``, ``order`` (from 1), ``stop_id``, ``kind``, ``name``,
        ``arrive_min``, ``leave_min``, ``from_min``, ``until_min`` (the window that a visit may begin in), all
        in minutes from the start of the shift, and the place.
    missed
        One row for each stop that is not visited on some day: ``beat_id``, ``stop_id``, ``kind``, ``name``,
        ``reason`` (``unreachable``: no road leads there; ``too_far``: there and back takes longer than the
        shift or its window allows; ``no_time``), ``days_missed``, ``days``, and the place. Hot areas,
        must-visit points and checkpoints alike.
    stretches
        Stretches of road of the beats, and those driven elsewhere: ``beat_id`` (of the route), ``road``,
        ``name``, ``length_m``, ``in_beat``, ``passes`` (a shift, on average), ``days_driven``.
    beats
        One row for each beat: ``beat_id``, ``days``, ``stops`` and ``minutes`` (a shift, on average),
        ``road_km`` (of the beat), ``road_km_driven``, ``road_share_driven`` (over all days),
        ``time_overlap``, ``order_overlap``, ``time_entropy`` (see `patrol.routes.variation`).
    """

    routes: gpd.GeoDataFrame
    stops: gpd.GeoDataFrame
    missed: gpd.GeoDataFrame
    stretches: gpd.GeoDataFrame
    beats: pd.DataFrame
