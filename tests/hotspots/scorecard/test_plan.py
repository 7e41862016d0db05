"""The yearly plan, as the opinion prints it, and the yellow card's rule."""

from __future__ import annotations

import pytest

from hotspots.scorecard.plan import TARGETS, Target, targets_of
from hotspots.scorecard.shares import Survey
from hotspots.scorecard.yellow_card import yellow_card


def said(year: int) -> dict[str, float]:
    return {target.scope: target.share for target in targets_of(year)}


def test_targets_are_as_printed() -> None:
    assert said(1) == {"satisfaction": 0.35}
    assert said(2) == {
        **{"townships": 0.4, "communities": 0.5, "villages": 0.5, "units": 0.5},
        "satisfaction": 0.85,
    }
    assert said(3) == {
        **{"townships": 0.7, "communities": 0.7, "villages": 0.7, "units": 0.8},
        "satisfaction": 0.85,
    }
    assert said(4) == dict.fromkeys(("townships", "communities", "villages", "units"), 0.9)
    above = [(target.year, target.scope) for target in TARGETS if target.relation == "above"]
    assert above == [(3, "satisfaction")]


def test_above_85_is_not_met_by_85() -> None:
    assert not Target(3, "satisfaction", 0.85, "above").is_met(0.85)
    assert Target(2, "satisfaction", 0.85).is_met(0.85)


def test_a_target_that_no_plan_can_have_is_refused() -> None:
    with pytest.raises(ValueError, match="0 to 1, got 85"):
        Target(1, "satisfaction", 85)
    with pytest.raises(ValueError, match="known"):
        Target(0, "satisfaction", 0.5)


def test_the_lowest_two_years_running_raises_the_veto_flag() -> None:
    now = {"a": Survey(100, 60), "b": Survey(100, 90)}
    found = yellow_card(now, {"a": Survey(100, 50), "b": Survey(100, 95)})
    assert found is not None
    assert (found.found.lowest, found.last_twice) == (("a",), ("a",))
    other = yellow_card(now, {"a": Survey(100, 95), "b": Survey(100, 50)})
    assert other is not None
    assert other.last_twice == ()


def test_one_township_alone_is_the_lowest_of_nothing() -> None:
    assert yellow_card({"a": Survey(100, 60)}, {}) is None
    found = yellow_card({"a": Survey(10, 6), "b": Survey(10, 9)}, {"a": Survey(10, 6)})
    assert found is not None
    assert found.last_twice == ()
