"""Shares that a survey found: how many of those asked are satisfied, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.stats import norm

from hotspots.scorecard.intervals import LEVEL, Estimate


@dataclass(frozen=True, slots=True)
class Survey:
    """
    What a survey of one township found.

    Parameters
    ----------
    asked, satisfied
        People asked, and those of them who said that they are satisfied, or feel safe.
    population
        People who could have been asked; None where that is not known, or does not matter.
    design_effect
        By what the variance exceeds that of a simple random sample of the same size: above 1 where whole
        villages or households were asked.
    """

    asked: int
    satisfied: int
    population: int | None = None
    design_effect: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what no survey can have found."""
        if not 0 <= self.satisfied <= self.asked or self.asked < 1:
            raise ValueError(f"satisfied wants 0 to {self.asked} of 1 or more asked, got {self.satisfied}")
        if self.population is not None and self.population < self.asked:
            raise ValueError(f"population wants {self.asked} or more, got {self.population}")
        if not 1 <= self.design_effect < math.inf:
            raise ValueError(f"design_effect wants 1 or more, got {self.design_effect}")

    @property
    def share(self) -> float:
        """Share of those asked who are satisfied."""
        return self.satisfied / self.asked

    @property
    def effective_size(self) -> float:
        """
        Size of a simple random sample of an endless population that would say as much.

        Infinite where everybody was asked: nothing is then left to chance.
        """
        if self.population is None:
            return self.asked / self.design_effect
        if self.population == self.asked:
            return math.inf
        left = (self.population - self.asked) / (self.population - 1)
        return self.asked / (self.design_effect * left)


def wilson_interval(satisfied: float, asked: float, level: float = LEVEL) -> Estimate:
    """
    Give the score interval of a share, without a continuity correction.

    Parameters
    ----------
    satisfied, asked
        Counts; effective ones need not be whole.
    level
        Share of cases in which the interval holds the true share, about.

    References
    ----------
    .. [1] Wilson (1927), doi:10.1080/01621459.1927.10502953
    .. [2] Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E

    Examples
    --------
    >>> found = wilson_interval(15, 148)
    >>> round(found.low, 4), round(found.high, 4)
    (0.0624, 0.1605)
    """
    if not 0 <= satisfied <= asked or asked <= 0:
        raise ValueError(f"satisfied wants 0 to asked, got {satisfied} of {asked}")
    share = satisfied / asked
    z2 = float(norm.ppf(0.5 + level / 2)) ** 2
    middle = (share + z2 / (2 * asked)) / (1 + z2 / asked)
    half = math.sqrt(z2 * (share * (1 - share) / asked + z2 / (4 * asked**2))) / (1 + z2 / asked)
    low = 0.0 if satisfied == 0 else min(middle - half, share)
    high = 1.0 if satisfied == asked else max(middle + half, share)
    return Estimate(share, low, high)


def survey_interval(survey: Survey, level: float = LEVEL) -> Estimate:
    """
    Give the interval of a survey: Wilson's, of its effective size.

    References
    ----------
    .. [1] Franco, Little, Louis and Slud (2019), doi:10.1093/jssam/smy019
    """
    size = survey.effective_size
    if math.isinf(size):
        return Estimate(survey.share, survey.share, survey.share)
    return wilson_interval(survey.share * size, size, level)
