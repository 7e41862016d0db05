"""Whether the criteria that were set for taking an entry off the list hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Criteria:
    """
    What has to hold before an entry is taken off the list.

    Attributes
    ----------
    observed_months
        Months since acceptance in which trouble must not have come back.
    fall_pct
        By how much the incidents of those months must be below those of the same months before the
        designation, in per cent.
    checks_passed
        Checks on site that were passed since the designation, at least.
    off_the_list
        The latest search must not name it as significant any more.
    """

    observed_months: int = 3
    fall_pct: float = 30.0
    checks_passed: int = 1
    off_the_list: bool = True

    def __post_init__(self) -> None:
        if self.observed_months < 0 or not 0 <= self.fall_pct <= 100 or self.checks_passed < 0:
            got = f"{self.observed_months}, {self.fall_pct}, {self.checks_passed}"
            raise ValueError(f"wanted months and checks of 0 or more and a fall of 0 to 100 %, got {got}")


@dataclass(frozen=True, slots=True)
class Observed:
    """
    What is known of an entry that is to be taken off.

    Attributes
    ----------
    months
        Whole months since acceptance.
    incidents, incidents_before
        Incidents of the last ``observed_months`` whole months, and of the same months of the year before the
        designation; None for a problem, or where there are no records.
    checks_passed
        Checks that were passed since the designation.
    significant
        Whether the latest search still names it; None where there was none since acceptance.
    """

    months: int
    incidents: int | None
    incidents_before: int | None
    checks_passed: int
    significant: bool | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One criterion: its code, what is wanted, what was found (None for unknown), and whether it holds."""

    code: str
    wanted: float
    found: float | None
    holds: bool


def judge(criteria: Criteria, observed: Observed) -> tuple[Verdict, ...]:
    """
    Judge every criterion that was set.

    What is not known does not hold: an entry is not taken off for want of records.

    Examples
    --------
    >>> found = judge(Criteria(), Observed(4, 7, 10, 1, significant=False))
    >>> [(one.code, one.holds) for one in found]
    [('observed_months', True), ('fall_pct', True), ('checks_passed', True), ('off_the_list', True)]
    """
    verdicts = [
        Verdict(
            "observed_months",
            criteria.observed_months,
            observed.months,
            observed.months >= criteria.observed_months,
        )
    ]
    if criteria.fall_pct:
        fall = _fall_pct(observed)
        verdicts.append(
            Verdict("fall_pct", criteria.fall_pct, fall, fall is not None and fall >= criteria.fall_pct)
        )
    if criteria.checks_passed:
        passed = observed.checks_passed
        verdicts.append(
            Verdict("checks_passed", criteria.checks_passed, passed, passed >= criteria.checks_passed)
        )
    if criteria.off_the_list:
        named = None if observed.significant is None else float(observed.significant)
        verdicts.append(Verdict("off_the_list", 0, named, named == 0))
    return tuple(verdicts)


def _fall_pct(observed: Observed) -> float | None:
    before, after = observed.incidents_before, observed.incidents
    if before is None or after is None or before == 0:
        return None
    return 100 * (before - after) / before
