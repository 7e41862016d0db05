"""
Which townships may be the lowest: a sample names one, but chance may have named another.

A township is told apart from the lowest when it is higher than some other beyond chance (Fisher's exact
test, one-sided, times the number of townships). Whatever the truth, the township that is lowest stays in the
list in 95 of 100 surveys or more, though it was the sample that chose whom to look at; and where all are
alike, no more than 5 of 100 surveys leave one alone in it: each of n is left out in a share of (n - 1) / n of
the error at most, and n - 1 of them must be.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from scipy.stats import hypergeom

from hotspots.scorecard.shares import Survey

ERROR = 0.05
LARGEST_SIZE = 10**9
"""What is counted as endless: everybody was asked."""


@dataclass(frozen=True, slots=True)
class Lowest:
    """
    The lowest of a survey.

    Attributes
    ----------
    lowest
        Whose share is lowest; several where shares are equal.
    p_values
        How sure each township is not the lowest, adjusted for their number; small is sure.
    ties
        Those beside the lowest that cannot be told from it, by share.
    """

    lowest: tuple[str, ...]
    p_values: Mapping[str, float]
    ties: tuple[str, ...]


def higher_p_value(one: Survey, other: Survey) -> float:
    """
    Test whether one share is higher than another (Fisher's exact test, one-sided).

    Where a survey is worth less than its size, or more, its effective size takes its place, rounded down.

    References
    ----------
    .. [1] Fisher (1935), doi:10.2307/2342435

    Examples
    --------
    >>> round(higher_p_value(Survey(4, 3), Survey(4, 1)), 6)
    0.242857
    """
    (satisfied, asked), (others, asked_others) = _effective(one), _effective(other)
    found = hypergeom.sf(satisfied - 1, asked + asked_others, satisfied + others, asked)
    return float(min(found, 1.0))


def _effective(survey: Survey) -> tuple[int, int]:
    size = survey.effective_size
    whole = LARGEST_SIZE if math.isinf(size) else max(1, math.floor(min(size, LARGEST_SIZE)))
    return round(survey.share * whole), whole


def find_lowest(surveys: Mapping[str, Survey], error: float = ERROR) -> Lowest:
    """
    Find the lowest township, and those that cannot be told from it.

    Parameters
    ----------
    surveys
        What the survey found, by township.
    error
        How often, at most, the true lowest may be missing from the list.

    Raises
    ------
    ValueError
        Without a township.

    References
    ----------
    .. [1] Gupta (1965), choosing a subset that holds the best, doi:10.1080/00401706.1965.10490251
    .. [2] Mogstad, Romano, Shaikh and Wilhelm (2024), doi:10.1093/restud/rdad006
    """
    if not surveys:
        raise ValueError("surveys wants one township or more")
    least = min(survey.share for survey in surveys.values())
    lowest = tuple(code for code, survey in surveys.items() if survey.share == least)
    p_values = {
        code: min(
            (higher_p_value(survey, other) for name, other in surveys.items() if name != code), default=1.0
        )
        for code, survey in surveys.items()
    }
    adjusted = {code: min(1.0, len(surveys) * p_value) for code, p_value in p_values.items()}
    ties = [code for code in surveys if code not in lowest and adjusted[code] > error]
    return Lowest(lowest, adjusted, tuple(sorted(ties, key=lambda code: surveys[code].share)))
