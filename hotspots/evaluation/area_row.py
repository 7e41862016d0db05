"""The figures of one area, and of each of its controls, as a table has them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj

from hotspots.change.displacement import (
    Counts,
    weighted_displacement_difference,
    weighted_displacement_quotient,
)
from hotspots.evaluation.comparison import Comparison
from hotspots.evaluation.ground import Shapes
from hotspots.evaluation.params import EvaluationParams
from hotspots.evaluation.place_counts import PlaceCounts
from hotspots.evaluation.rate_ratio import RateRatio
from hotspots.evaluation.verdicts import NOT_SEEN, UNCLEAR, displacement_of
from hotspots.evaluation.windows import Windows

MATCHED, WIDER = "matched", "wider"
"""Beside comparable places, or beside the rest of the county."""

LEAST_AROUND = 10
"""With fewer incidents around it, before and after, nothing is said of displacement."""

FIGURES = (
    *("control_before", "control_after", "expected", "rate_ratio", "rate_ratio_low", "rate_ratio_high"),
    *("p_value", "p_value_adjusted", "wdd", "wdd_se", "wdd_low", "wdd_high"),
    *("ring_expected", "ring_difference", "ring_low", "ring_high", "ring_p_value"),
    *("displacement_quotient", "dispersion", "detectable_drop"),
)


@dataclass(frozen=True, slots=True)
class Sides:
    """
    The four kinds of ground that are compared, and what the ring would have had.

    Parameters
    ----------
    place, ring
        Incidents of the area and of the ring around it, one row each.
    controls, around
        Incidents of each control and around it.
    ring_comparison
        The ring beside the rings of all places that the area is compared with; ``None`` where there are none.
    """

    place: PlaceCounts
    ring: PlaceCounts
    controls: PlaceCounts
    around: PlaceCounts
    ring_comparison: Comparison | None = None


def empty_row(place: PlaceCounts, ring: PlaceCounts, windows: Windows, zone: str) -> dict[str, Any]:
    """
    Give what is known of an area before it is compared.

    Parameters
    ----------
    place, ring
        Incidents of the area and of the ring around it, one row each.
    windows
        Periods that they are counted in.
    zone
        Class of the area; empty where it is not known.
    """
    return {
        "zone": zone,
        "before_from": windows.before[0].date().isoformat(),
        "after_until": windows.after[1].date().isoformat(),
        "months": windows.months,
        "prior": None if place.prior is None else int(place.prior[0]),
        "before": int(place.before[0]),
        "after": int(place.after[0]),
        **dict.fromkeys(FIGURES, math.nan),
        "comparison": "",
        "controls": 0,
        "candidates": 0,
        "places_alike": 0,
        "fell_as_much": None,
        "rose_as_much": None,
        "ring_before": int(ring.before[0]),
        "ring_after": int(ring.after[0]),
        "displacement": "",
        "verdict": UNCLEAR,
    }


def area_row(
    row: dict[str, Any], sides: Sides, comparison: Comparison, params: EvaluationParams
) -> dict[str, Any]:
    """
    Add what the comparison with control areas gave.

    Parameters
    ----------
    row
        As `empty_row` gives it.
    sides
        Incidents of the area and its controls, and around both.
    comparison
        The area beside its controls.
    params
        Settings.

    Returns
    -------
    dict
        ``wdd`` is the weighted displacement difference of the area and its ring, all controls scaled to the
        level of the area; ``dispersion`` the variance of counts over that of Poisson numbers, which widens
        its interval.
    """
    control, beside = _sums(sides.controls), _sums(sides.around)
    treated, own_ring = _sums(sides.place), _sums(sides.ring)
    number = len(sides.controls)
    longer = params.after_months / params.before_months  # periods that are cut are equally long
    scale, ring_scale = _scale(control, treated, number), _scale(beside, own_ring, number)
    dispersion = dispersion_of(sides.controls)
    whole = weighted_displacement_difference(
        control,
        treated,
        control_beside=beside,
        beside=own_ring,
        area_weights=(scale, 1.0, ring_scale, 1.0),
        time_weights=(1.0, longer),
        dispersion=dispersion,
        level=params.confidence,
    )
    found = comparison.found
    return row | {
        "control_before": control[0],
        "control_after": control[1],
        "comparison": MATCHED if comparison.is_matched else WIDER,
        "expected": comparison.expected,
        "rate_ratio": found.ratio,
        "rate_ratio_low": found.low,
        "rate_ratio_high": found.high,
        "p_value": found.p_value,
        "wdd": whole.estimate,
        "wdd_se": whole.standard_error,
        "wdd_low": whole.low,
        "wdd_high": whole.high,
        **around_row(sides.ring_comparison, sum(own_ring)),
        "displacement_quotient": weighted_displacement_quotient(control, treated, own_ring),
        "dispersion": dispersion,
        "places_alike": comparison.placebos.places,
        "fell_as_much": comparison.placebos.fell,
        "rose_as_much": comparison.placebos.rose,
        "detectable_drop": comparison.detectable_drop,
    }


def around_row(comparison: Comparison | None, incidents: float) -> dict[str, Any]:
    """
    Say how far what lies around areas is off what was to be expected there.

    Parameters
    ----------
    comparison
        The ring beside other rings.
    incidents
        Those of the ring, before and after.
    """
    if comparison is None:
        return {"displacement": NOT_SEEN}
    return differences(comparison.found, comparison.expected, incidents)


def differences(found: RateRatio, expected: float, incidents: float) -> dict[str, Any]:
    """Give a ratio as numbers of incidents around areas, and what it says of displacement."""
    low, high = ((ratio - 1) * expected for ratio in (found.low, found.high))
    return {
        "ring_expected": expected,
        "ring_difference": (found.ratio - 1) * expected,
        "ring_low": low,
        "ring_high": high,
        "ring_p_value": found.p_value,
        "displacement": displacement_of(low, high) if incidents >= LEAST_AROUND else NOT_SEEN,
    }


def dispersion_of(controls: PlaceCounts) -> float:
    """
    Estimate how much more pairs of counts before and after vary than Poisson numbers.

    Parameters
    ----------
    controls
        Control areas; two or more.

    Returns
    -------
    float
        Pearson's statistic over its degrees of freedom, 1 or more.

    Examples
    --------
    >>> pairs = PlaceCounts(np.array([40.0, 60.0]), np.array([60.0, 40.0]))
    >>> dispersion_of(pairs)
    8.0
    """
    both = controls.before + controls.after
    share = float(controls.after.sum()) / max(float(both.sum()), 1.0)
    there = both > 0
    spread = both[there] * share * (1 - share)
    if there.sum() < 2 or not 0 < share < 1:
        return 1.0
    squares = (controls.after[there] - both[there] * share) ** 2 / spread
    return max(1.0, float(squares.sum()) / (int(there.sum()) - 1))


def control_rows(
    shapes: Shapes,
    controls: PlaceCounts,
    around: PlaceCounts,
    zones: npt.NDArray[np.object_],
    crs: pyproj.CRS,
) -> gpd.GeoDataFrame:
    """List controls with the counts that they were chosen by, and what became of them."""
    return gpd.GeoDataFrame(
        {
            "control": np.arange(1, len(shapes) + 1),
            "zone": zones,
            "prior": np.nan if controls.prior is None else controls.prior,
            "before": controls.before.astype(int),
            "after": controls.after.astype(int),
            "ring_before": around.before.astype(int),
            "ring_after": around.after.astype(int),
        },
        geometry=shapes,
        crs=crs,
    )


def _sums(counts: PlaceCounts) -> Counts:
    return float(counts.before.sum()), float(counts.after.sum())


def _scale(control: Counts, treated: Counts, controls: int) -> float:
    """Give what control counts are divided by to stand at the area's level; their number where one is 0."""
    return control[0] / treated[0] if min(control[0], treated[0]) > 0 else float(controls)
