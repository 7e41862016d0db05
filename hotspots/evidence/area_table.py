"""The table of areas: what each holds against what was expected there, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj

from gis.frames import IncidentFrame
from hotspots.evidence.acceptance import incidents_to_delist, resampled_stability, standing
from hotspots.evidence.columns import empty_areas, typed_areas
from hotspots.evidence.geohash import point_ids
from hotspots.evidence.ground import Members, members_of, sums_inside
from hotspots.evidence.incident_columns import UNKNOWN, category_words, first_and_last, utc_seconds
from hotspots.evidence.next_year import NextYear, next_year_of
from hotspots.evidence.periods import period_risks
from hotspots.evidence.population_rates import People, shrunk_rates
from hotspots.evidence.profile import top_categories, word_counts
from hotspots.evidence.ranking import harm_above, ranking_score, score_parts, within_budget
from hotspots.evidence.time_columns import Columns, period_columns, time_columns
from hotspots.finding.delineation import Places
from hotspots.finding.expected import Expected
from hotspots.finding.grid import Floats
from hotspots.finding.judgement import Candidate
from hotspots.finding.null import NullPeaks
from hotspots.params import LEAST_PEOPLE, HotspotParams
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio

COUNTED = ("deaths", "injured", "loss")
LEAST_EXPECTED = 1e-6
LEAST_P_VALUE = 1e-6
"""Lowest p-value that is given: a tail fitted to some dozens of random counties says nothing of less."""


@dataclass(frozen=True, slots=True)
class Found:
    """
    What the search gave.

    Parameters
    ----------
    candidates
        Areas with their error rates.
    expected
        Expected numbers, in the units of the statistic, where a place counts for its incidents up to a limit.
    null
        Peaks of random counties.
    places
        Distinct places and what each counts for.
    scale
        Incidents for each that is counted by the statistic, at usual places.
    crs
        Metric system.
    """

    candidates: list[Candidate]
    expected: Expected
    null: NullPeaks
    places: Places
    scale: float
    crs: pyproj.CRS


def area_table(
    found: Found,
    incidents: IncidentFrame,
    xy: Floats,
    *,
    baseline: str,
    people: People | None,
    calendar: pd.DataFrame,
    searched_km2: float,
    params: HotspotParams,
    rng: np.random.Generator,
) -> gpd.GeoDataFrame:
    """
    Gather the evidence of each area and rank them.

    Areas follow their score (see `score_parts`), significant ones before those to watch. Excess and harm in
    the score are of the counts (``ranked_by`` is ``count``), or of the next year's forecast (``forecast``) on
    request; the columns ``excess`` and ``harm_excess`` are always of the counts.

    Parameters
    ----------
    found
        What the search gave.
    incidents, xy
        Incidents used and their metric coordinates.
    baseline
        What the expected numbers rest on.
    people
        Where people live; None where that is not known.
    calendar
        Special days, see `check_calendar`.
    searched_km2
        Ground that the share of a budget is taken of.
    params
        Settings.
    rng
        Source of the resamples.

    Returns
    -------
    GeoDataFrame
        The columns of ``AREA_COLUMNS``, in EPSG:4326.
    """
    if not found.candidates:
        return empty_areas()
    polygons = [one.polygon for one in found.candidates]
    members = members_of(polygons, xy)
    inside = IncidentFrame(incidents.iloc[members.point])
    fields = [found.expected.on_cells(), *([] if people is None else [people.field])]
    sums = sums_inside(found.expected.base.grid, polygons, fields)
    shapes = gpd.GeoSeries(polygons, crs=found.crs)
    seconds = utc_seconds(incidents["occurred_from"])
    columns = _judged(found, members, sums[:, 0], params=params, rng=rng)
    columns |= {"baseline": [baseline] * len(polygons), "area_km2": shapes.area.to_numpy() / 1e6}
    townships = _townships(inside, members)
    columns |= _what(inside, members) | {"township_code": townships}
    span = _local_span(seconds, params.time_zone)
    profile, trends = time_columns(
        inside, members, span, townships, calendar=calendar, time_zone=params.time_zone
    )
    risks = period_risks(members, seconds, np.asarray(columns["expected"]))
    columns |= profile | period_columns(risks, params.time_zone)
    columns |= _rates(members.count(), sums, people)
    ahead = next_year_of(incidents, shapes, np.asarray(columns["expected"]), params)
    columns |= _score(columns, ahead, risks.share_high, trends.rising, params)
    columns["area_id"] = point_ids(shapes.representative_point().to_crs("EPSG:4326"))
    return _ranked(pd.DataFrame(columns), shapes, searched_km2, params)


def _judged(
    found: Found,
    members: Members,
    expected: Floats,
    *,
    params: HotspotParams,
    rng: np.random.Generator,
) -> Columns:
    """Make the columns of numbers against expectation, of their certainty and of what would change it."""
    candidates, places = found.candidates, found.places
    expected = np.maximum(expected, LEAST_EXPECTED)
    most = int(places.weights.max())
    inside = members_of([one.polygon for one in candidates], places.xy)
    cell = inside.area * most + places.weights[inside.point] - 1
    by_weight = np.bincount(cell, minlength=members.areas * most).reshape(members.areas, most)
    count = by_weight @ np.arange(1.0, most + 1)
    stand = standing(candidates, np.maximum(count, 1.0), found.null, params.alpha)
    held = members.count()
    mean = expected * found.scale
    return {
        "incidents": held,
        "expected": mean,
        "excess": held - mean,
        "relative_risk": held / mean,
        "log_likelihood_ratio": poisson_log_likelihood_ratio(held, mean),
        "p_value": [max(one.p_value, LEAST_P_VALUE) for one in candidates],
        "p_value_adjusted": [max(one.p_value_adjusted, LEAST_P_VALUE) for one in candidates],
        "tier": ["significant" if one.significant else "watch" for one in candidates],
        "incidents_to_delist": incidents_to_delist(stand, np.maximum(count, 1.0), held),
        "stability": resampled_stability(stand, by_weight, resamples=params.resamples, rng=rng),
    }


def _townships(inside: IncidentFrame, members: Members) -> list[str]:
    """Give the most frequent township code of each area, empty where there is none."""
    counted = word_counts(inside["township_code"], members.area, members.areas)
    return [counts[0][0] if counts else "" for counts in counted]


def _what(inside: IncidentFrame, members: Members) -> Columns:
    """Make the columns of categories, harm and dates."""
    words = word_counts(category_words(inside), members.area, members.areas)
    columns: Columns = {
        "harm": members.count(inside["harm"].to_numpy(dtype=float)),
        "top_categories": [top_categories(counts) for counts in words],
        "category_counts": ["; ".join(f"{word} {n}" for word, n in counts) for counts in words],
        "main_category": [counts[0][0] if counts else "" for counts in words],
        "main_category_share": [
            counts[0][1] / sum(n for _, n in counts) if counts else np.nan for counts in words
        ],
        **{name: pd.to_datetime(ends, utc=True) for name, ends in first_and_last(inside, members).items()},
    }
    for name in COUNTED:
        columns[name] = np.full(members.areas, np.nan)
        if name in inside.columns:
            values = inside[name].to_numpy(dtype=float)
            known = np.isfinite(values)
            total = members.count(np.where(known, values, 0.0))
            columns[name] = np.where(members.count(known.astype(float)) > 0, total, np.nan)
    return columns


def _rates(held: Floats, sums: Floats, people: People | None) -> Columns:
    """Make the columns of people and rates; where fewer than ``LEAST_PEOPLE`` live there is no rate."""
    if people is None:
        nothing = np.full(len(held), np.nan)
        names = ("population", "rate_per_1000", "rate_per_1000_low", "rate_per_1000_high")
        return dict.fromkeys((*names, "rate_per_1000_crude"), nothing)
    enough = sums[:, 1] >= LEAST_PEOPLE
    person_years = np.where(enough, sums[:, 1] * people.years, 1.0)
    shrunk = shrunk_rates(held, person_years, people.prior)
    rates = {"": shrunk.rate, "_low": shrunk.low, "_high": shrunk.high, "_crude": held / person_years}
    said = {f"rate_per_1000{ending}": np.where(enough, 1000 * rate, np.nan) for ending, rate in rates.items()}
    return {"population": sums[:, 1], **said}


def _score(
    columns: Columns, ahead: NextYear | None, persistence: Floats, rising: Floats, params: HotspotParams
) -> Columns:
    held, mean, harm = (np.asarray(columns[name], dtype=float) for name in ("incidents", "expected", "harm"))
    each = harm / np.maximum(held, 1)
    by_forecast = ahead is not None and params.rank_by == "forecast"
    above = ahead.incidents - ahead.expected if ahead is not None and by_forecast else held - mean
    parts = score_parts(above, harm_above(above, each), persistence, rising)
    said: Columns = {f"score_{name}": part for name, part in parts.items()}
    return said | {
        "harm_excess": harm_above(held - mean, each),
        "score": ranking_score(parts, params.weights),
        "next_year": np.full(len(held), np.nan) if ahead is None else ahead.incidents,
        "ranked_by": ["forecast" if by_forecast else "count"] * len(held),
    }


def _local_span(seconds: npt.NDArray[np.int64], time_zone: str) -> tuple[np.datetime64, np.datetime64]:
    """Give the first and last moment of the data on the site's clock."""
    known = seconds != UNKNOWN
    if not known.any():
        return np.datetime64("NaT"), np.datetime64("NaT")
    ends = pd.to_datetime([seconds[known].min(), seconds[known].max()], unit="s", utc=True)
    first, last = ends.tz_convert(time_zone).tz_localize(None).to_numpy()
    return first, last


def _ranked(
    table: pd.DataFrame, shapes: gpd.GeoSeries, searched_km2: float, params: HotspotParams
) -> gpd.GeoDataFrame:
    order = np.lexsort(
        (table["area_id"], -table["next_year"], -table["score"], table["tier"] != "significant")
    )
    table = table.iloc[order].reset_index(drop=True)
    table["rank"] = np.arange(1, len(table) + 1)
    table["in_budget"] = within_budget(
        table["area_km2"].to_numpy(),
        most_areas=params.most_areas,
        most_km2=None if params.most_share is None else params.most_share * searched_km2,
    )
    return typed_areas(table, shapes.to_crs("EPSG:4326").to_numpy()[order])
