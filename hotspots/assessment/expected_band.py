"""
The band that a month's counts are expected in, kind by kind, for the county and place by place.

The season and the trend of a kind are those of the county, which many incidents tell; the level is each
place's own, the last year weighing most. All kinds and places of a month are judged together, so that where
nothing has changed at most ``FALSE_ALARMS`` of the months raise any alarm at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspots.assessment.dispersion import Dispersion, dispersions
from hotspots.assessment.months import Floats, Months
from hotspots.assessment.outlook import Outlook
from hotspots.assessment.place_levels import DRIFT_SD, PlaceLevels, place_levels
from hotspots.assessment.seasonal import LEAST_MONTHS, SeasonalFit, fit_seasonal
from hotspots.local.exact import false_discovery_adjusted

LEVEL = 0.95
COUNTY_FALSE_ALARMS, PLACE_FALSE_ALARMS = 0.02, 0.03
"""Chance of any false alarm among the county's own lines, and among those of its places."""

FALSE_ALARMS = COUNTY_FALSE_ALARMS + PLACE_FALSE_ALARMS
"""Months in which chance alone gives any alarm, at most; ``docs/methods.md`` has what it gave."""

FEWEST = 5
"""Fewer incidents than this raise no alarm."""

COUNTY_DRIFT_SD = 0.1
"""How far the county's level is thought to have moved since the months that tell it."""

SAID_BEFOREHAND = 18
"""How far the county's model was off is learnt from so many months at most."""

PRIOR_MONTHS = 6.0
"""What places say of the county's scatter weighs as much as so many months; so does a model that fits."""


@dataclass(frozen=True, slots=True)
class Band:
    """
    What the counts of a month were expected to be.

    Attributes
    ----------
    observed, expected, low, high
        The count, its expected value, and the least and most of the band.
    p_value
        Probability of as many or more.
    is_alarm
        Proved to be more than expected, all that was looked at considered.
    """

    observed: Floats
    expected: Floats
    low: Floats
    high: Floats
    p_value: Floats
    is_alarm: npt.NDArray[np.bool_]

    @property
    def is_above(self) -> npt.NDArray[np.bool_]:
        """Tell which lie above the band."""
        return self.observed > self.high

    @property
    def is_below(self) -> npt.NDArray[np.bool_]:
        """Tell which lie below the band."""
        return self.observed < self.low


@dataclass(frozen=True, slots=True)
class Bands:
    """
    The bands of a month.

    Attributes
    ----------
    county
        One element for each kind; NaN where a kind had nothing before.
    places
        Shape ``(kinds, places)``.
    compared
        How many of the places' cells were judged together.
    """

    county: Band
    places: Band

    @property
    def compared(self) -> int:
        """Cells of places that were judged together."""
        return int((~np.isnan(self.places.p_value)).sum())


def month_bands(total: npt.ArrayLike, cube: npt.ArrayLike, months: Months, level: float = LEVEL) -> Bands:
    """
    Judge the last month by those before it.

    Parameters
    ----------
    total
        Incidents of the county, shape ``(kinds, months)``, the month to be judged last.
    cube
        Of its places, shape ``(kinds, places, months)``.
    months
        The months.
    level
        Share of months that lie in the band if nothing has changed.

    Raises
    ------
    ValueError
        When shapes disagree, and as `fit_seasonal` does.
    """
    whole, parts = np.asarray(total, dtype=np.float64), np.asarray(cube, dtype=np.float64)
    if parts.ndim != 3 or whole.shape != (len(parts), len(months)) or parts.shape[2] != len(months):
        raise ValueError(f"wanted kinds by places by {len(months)} months, got {parts.shape}, {whole.shape}")
    told = np.flatnonzero(whole[:, :-1].any(axis=1))
    county_outlook, place_outlook = _unknown(len(whole)), _unknown(len(whole), parts.shape[1])
    fits = [fit_seasonal(whole[kind, :-1], months[:-1]) for kind in told]
    learnt = _learnt(parts[told], fits, months)
    for row, (kind, fit) in enumerate(zip(told.tolist(), fits, strict=True)):
        levels, scatter = learnt[row] if learnt else (None, None)
        off = off_beforehand(whole[kind, :-1], months[:-1])
        one = county_outlook_of(
            whole[kind, :-1], fit, months, off=off, scatter=None if scatter is None else scatter.kind
        )
        _put(county_outlook, kind, one)
        if levels is not None and scatter is not None:
            error = fit.ahead(months[-1:])[1][0] + DRIFT_SD**2 + scatter.places * levels.own_error
            _put(place_outlook, kind, Outlook(levels.expected, scatter.places, error, scatter.spread))
    return Bands(
        _band(whole[:, -1], county_outlook, level, COUNTY_FALSE_ALARMS),
        _band(parts[:, :, -1], place_outlook, level, PLACE_FALSE_ALARMS),
    )


def _learnt(
    cube: Floats, fits: Sequence[SeasonalFit], months: Months
) -> list[tuple[PlaceLevels, Dispersion]]:
    """Find levels and scatter of the places; none without places."""
    if not cube.size:
        return []
    levels = [
        place_levels(past[:, :-1], fit, float(fit.ahead(months[-1:])[0][0]))
        for past, fit in zip(cube, fits, strict=True)
    ]
    return list(zip(levels, dispersions(levels), strict=True))


def county_outlook_of(
    past: Floats, fit: SeasonalFit, months: Months, *, off: Sequence[float], scatter: float | None = None
) -> Outlook:
    """
    Say what the county is expected to have after the months of a fit.

    Parameters
    ----------
    past
        Counts that the fit is of.
    fit
        Season and trend.
    months
        Those months, followed by the ones to be said.
    off
        How far months so far were off, as `off_beforehand` gives it.
    scatter
        Variance over mean as the places tell it; None where they do not.
    """
    count = len(past)
    expected, squared_error = fit.ahead(months[count:])
    late = off[-SAID_BEFOREHAND:]
    wider = max(1.0, (PRIOR_MONTHS + sum(late)) / (PRIOR_MONTHS + len(late)))
    prior = 0.0 if scatter is None else PRIOR_MONTHS
    known = prior + fit.degrees
    dispersion = max(1.0, (prior * (scatter or 1.0) + fit.degrees * fit.dispersion) / known) * wider
    error = squared_error * max(1.0, dispersion / fit.dispersion) + wider * COUNTY_DRIFT_SD**2
    flat = np.ones_like(expected)
    return Outlook(expected, dispersion * flat, error, np.sqrt(2 / known) * flat)


def off_beforehand(past: Floats, months: Months) -> list[float]:
    """
    Say each month from those before it; give the squared errors over what was thought beforehand.

    The first that is said is that after ``LEAST_MONTHS``.
    """
    found = []
    for month in range(LEAST_MONTHS, len(past)):
        fit = fit_seasonal(past[:month], months[:month])
        (mean,), (error,) = fit.ahead(months[month : month + 1])
        thought = fit.dispersion * mean + mean**2 * (error + COUNTY_DRIFT_SD**2)
        found.append(float((past[month] - mean) ** 2 / thought))
    return found


def _unknown(*shape: int) -> Outlook:
    return Outlook(*(np.full(shape, np.nan) for _ in range(4)))


def _put(every: Outlook, kind: int, one: Outlook) -> None:
    for name in ("expected", "dispersion", "squared_error", "spread"):
        getattr(every, name)[kind] = np.squeeze(getattr(one, name))


def _band(observed: Floats, outlook: Outlook, level: float, false_alarms: float) -> Band:
    known = ~np.isnan(outlook.expected)
    own = Outlook(
        *(
            part[known]
            for part in (outlook.expected, outlook.dispersion, outlook.squared_error, outlook.spread)
        )
    )
    low, high, p_value = (np.full(observed.shape, np.nan) for _ in range(3))
    if known.any():
        low[known], high[known] = own.band(level)
        p_value[known] = own.chance_of_more(observed[known])
    raised = alarms(p_value, false_alarms) & (observed >= FEWEST) & (observed > high)
    return Band(observed, outlook.expected, low, high, p_value, raised)


def alarms(p_values: npt.ArrayLike, false_alarms: float) -> npt.NDArray[np.bool_]:
    """
    Tell which places and kinds have more than expected, chance's share among them held down.

    Parameters
    ----------
    p_values
        Of all places and kinds that are looked at, of any shape; NaN for those that are not.
    false_alarms
        Share of the alarms, at most, that are chance's (Benjamini and Hochberg). Where nothing has changed
        anywhere, this is the chance of any alarm at all.

    Examples
    --------
    >>> alarms([0.001, 0.04, 0.5, 0.9], 0.05).tolist()
    [True, False, False, False]
    """
    given = np.asarray(p_values, dtype=np.float64)
    return np.asarray(false_discovery_adjusted(given.ravel()).reshape(given.shape) <= false_alarms)
