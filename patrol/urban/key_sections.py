"""
Key sections of streets, and their times: where in town a patrol meets most, and when.

Incidents go to the nearest section. Rates of short sections with few incidents swing; they are shrunk towards
the town's, the more the less its sections differ beyond chance (Marshall 1991, doi:10.2307/2347593).
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import csr_array

from gis.frames import IncidentFrame
from patrol.urban.week_times import peak_days, peak_hours, with_town

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
WEEK = 168


@dataclass(frozen=True, slots=True)
class KeyParams:
    """
    What makes a section a key section.

    Attributes
    ----------
    reach_m
        Incidents farther from every street lie at none.
    fewest
        Incidents that a section must have.
    times_mean
        How many times the town's rate its own must be, after shrinking.
    share, length_share
        Sections are taken until they hold this share of the incidents, or of the length of all streets.
    """

    reach_m: float = 50.0
    fewest: int = 3
    times_mean: float = 2.0
    share: float = 0.5
    length_share: float = 0.1

    def __post_init__(self) -> None:
        """Refuse figures that cannot be meant."""
        if min(self.reach_m, self.fewest, self.times_mean) <= 0:
            raise ValueError("reach_m, fewest and times_mean must be above 0")
        if not (0 < self.share <= 1 and 0 < self.length_share <= 1):
            raise ValueError("share and length_share lie above 0 and at most at 1")


def key_sections(
    sections: gpd.GeoDataFrame,
    incidents: IncidentFrame,
    time_shares: csr_array,
    params: KeyParams = KeyParams(),
) -> gpd.GeoDataFrame:
    """
    Choose the sections that matter, and say when.

    Parameters
    ----------
    sections
        Lines in a metric CRS with ``length_m``, as `street_sections` gives them.
    incidents
        Incidents with a trusted point.
    time_shares
        Share of each incident in each hour of the week, Monday 0 h first, shape ``(n_incidents, 168)``.
    params
        What makes a key section.

    Returns
    -------
    GeoDataFrame
        The key sections, best first, with every column of `sections` and ``section_id`` from 1,
        ``incidents``, ``incidents_share`` (of those at any street of the town), ``rate_ratio`` (shrunk rate
        over the town's), ``peak_days`` (``all``, ``workdays``, ``weekend``), ``peak_hours`` (``"20-23"``,
        empty when no hour stands out) and ``peak_share`` (of its own incidents in the peak hours). None where
        the streets differ by no more than chance.

    Raises
    ------
    ValueError
        When `time_shares` does not go with `incidents`.
    """
    if time_shares.shape != (len(incidents), WEEK):
        raise ValueError(f"time_shares wants shape ({len(incidents)}, {WEEK}), got {time_shares.shape}")
    section, at_street = nearest_sections(sections, incidents.geometry, params.reach_m)
    count = np.bincount(section[at_street], minlength=len(sections))
    length = sections["length_m"].to_numpy(dtype=float)
    ratio = shrunk_ratio(count, length)
    member = csr_array(
        (np.ones(int(at_street.sum())), (section[at_street], np.flatnonzero(at_street))),
        shape=(len(sections), len(incidents)),
    )
    week = (member @ csr_array(time_shares)).toarray()
    chosen = _chosen(count, length, ratio, params)
    share = with_town(week)[chosen]
    hours = [peak_hours(own) for own in share]
    table = sections.iloc[chosen].assign(
        incidents=count[chosen],
        incidents_share=count[chosen] / max(count.sum(), 1),
        rate_ratio=ratio[chosen],
        peak_days=pd.Series([peak_days(own) for own in share], sections.index[chosen], dtype=object),
        peak_hours=pd.Series(hours, sections.index[chosen], dtype=object),
        peak_share=[_held(own, hour) for own, hour in zip(week[chosen], hours, strict=True)],
    )
    table.insert(0, "section_id", np.arange(1, len(chosen) + 1))
    return table.reset_index(drop=True)


def nearest_sections(
    sections: gpd.GeoDataFrame, points: gpd.GeoSeries, reach_m: float
) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Give the section nearest to each point, the first of equals, and whether it is within reach."""
    lines = np.asarray(sections.geometry, dtype=object)
    own = np.asarray(points.to_crs(sections.crs), dtype=object)
    point, line = shapely.STRtree(lines).query_nearest(own, max_distance=reach_m)
    nearest = np.full(len(own), len(lines), dtype=np.int64)
    np.minimum.at(nearest, point, line)
    return nearest, nearest < len(lines)


def shrunk_ratio(count: npt.ArrayLike, length: npt.ArrayLike) -> Floats:
    """
    Compare the rate of each section with that of all, shrunk towards it.

    Parameters
    ----------
    count
        Incidents of each section.
    length
        Length of each, above zero.

    Returns
    -------
    ndarray
        Shrunk rate over the mean rate; 1 everywhere where sections differ by no more than chance.

    Examples
    --------
    >>> shrunk_ratio([2, 2, 2, 2], [100, 100, 100, 100]).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    n, metres = np.asarray(count, dtype=float), np.asarray(length, dtype=float)
    if n.sum() == 0:
        return np.ones(len(n))
    expected = metres * n.sum() / metres.sum()
    # Variance of the ratio of rates between sections, beyond that of counts: the method of moments.
    beyond = (expected * (n / expected - 1) ** 2).sum() / expected.sum() - 1 / expected.mean()
    if beyond <= 0:
        return np.ones(len(n))
    return np.asarray((n + 1 / beyond) / (expected + 1 / beyond))


def _chosen(count: npt.NDArray[np.int64], length: Floats, ratio: Floats, params: KeyParams) -> Ints:
    """Take sections, the highest rate first, until they hold enough."""
    fit = np.flatnonzero((count >= params.fewest) & (ratio >= params.times_mean))
    fit = fit[np.lexsort((fit, -count[fit], -ratio[fit].round(9)))]
    before = np.cumsum(count[fit]) - count[fit]
    along = np.cumsum(length[fit])
    enough = (before < params.share * count.sum()) & (along <= params.length_share * length.sum())
    enough[:1] = True
    return np.asarray(fit[enough], dtype=np.int64)


def _held(week: Floats, hours: str) -> float:
    """Give the share of a section's own incidents in its peak hours; NaN where no hour stands out."""
    if not hours:
        return float("nan")
    begin, end = (int(hour) for hour in hours.split("-"))
    inside = np.arange(begin, end if end > begin else end + 24) % 24
    return float(week.reshape(7, 24)[:, inside].sum() / week.sum())
