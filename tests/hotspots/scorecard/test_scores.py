"""Scores worked by hand."""

from __future__ import annotations

import pytest

from hotspots.scorecard.criteria import CRITERIA, Criterion
from hotspots.scorecard.funding import Funding
from hotspots.scorecard.measures import complete_share, missing, rate, surveyed
from hotspots.scorecard.scores import score
from hotspots.scorecard.shares import Survey

THEFT = Criterion("frequent", "cases", 20, none_at=2.0, full_at=0.8, against="county")
SAFETY = Criterion("safety", "people", 10, none_at=0.6, full_at=0.85)
RETURNS = Criterion("returns", "order", 5, none_at=0.5, full_at=1.0)


def test_a_township_worked_by_hand() -> None:
    measured = {
        "frequent": rate("frequent", 30, 20_000, 365),  # 15 per 10,000; the county has 12.5: 1.2
        "safety": surveyed("safety", Survey(100, 75)),
        "returns": complete_share("returns", 9, 12),
    }
    found = score((THEFT, SAFETY, RETURNS), measured, {"county": {"frequent": 12.5}})
    points = [part.points.value for part in found.parts if part.points]
    assert points == [pytest.approx(20 * 0.8 / 1.2), pytest.approx(6.0), pytest.approx(2.5)]
    assert found.parts[0].compared == pytest.approx(1.2)
    assert found.points == pytest.approx(13.3333333 + 8.5)
    assert (found.of, found.weights) == (35, 35)
    assert found.goal("people") == (6.0, 10)


def test_what_has_no_data_counts_neither_full_nor_nought() -> None:
    measured = {"safety": missing("safety", "no_survey"), "returns": complete_share("returns", 12, 12)}
    found = score((SAFETY, RETURNS), measured, {})
    assert found.parts[0].points is None
    assert found.parts[0].missing == "no_survey"
    assert (found.points, found.of, found.weights) == (5, 5, 15)
    assert found.share is not None
    assert found.share.value == 1
    assert found.covered == pytest.approx(1 / 3)


def test_nothing_known_is_no_score() -> None:
    found = score((SAFETY,), {"safety": missing("safety", "no_survey")}, {})
    assert (found.points, found.share, found.of, found.goal("people")) == (None, None, 0, None)


def test_without_the_prefectures_average_a_ratio_to_it_has_no_value() -> None:
    one = Criterion("frequent", "cases", 20, none_at=2, full_at=0.8, against="benchmark")
    found = score((one,), {"frequent": rate("frequent", 3, 10_000, 365)}, {"benchmark": {}})
    assert (found.parts[0].points, found.parts[0].missing) == (None, "no_benchmark")


def test_where_it_happened_nowhere_everybody_has_full_marks() -> None:
    found = score((THEFT,), {"frequent": rate("frequent", 0, 10_000, 365)}, {"county": {"frequent": 0.0}})
    assert found.points == 20


def test_the_interval_of_few_cases_spans_many_points_and_that_of_many_spans_few() -> None:
    few, many = (
        score((THEFT,), {"frequent": rate("frequent", n, 1_000 * n, 365)}, {"county": {"frequent": 8.0}})
        for n in (4, 400)
    )
    widths = [one.share.high - one.share.low for one in (few, many) if one.share]
    assert widths[0] > 0.8
    assert widths[1] < 0.25


def test_a_weight_of_nought_leaves_a_criterion_out() -> None:
    off = Criterion("safety", "people", 0, none_at=0.6, full_at=0.85)
    assert score((off,), {"safety": missing("safety", "no_survey")}, {}).parts == ()


def test_part_of_a_year_is_carried_over_to_a_whole_one() -> None:
    assert rate("grave", 5, 10_000, 73).value == pytest.approx(25)


def test_without_people_there_is_a_count_but_no_rate() -> None:
    found = rate("grave", 5, 0, 365)
    assert (found.value, found.missing, found.number("count")) == (None, "no_population", 5)


def test_nothing_due_is_no_score() -> None:
    assert complete_share("rectified", 0, 0).missing == "none_due"


def test_the_starting_weights_add_up_to_100() -> None:
    assert sum(one.weight for one in CRITERIA) == 100


@pytest.mark.parametrize(
    "wrong",
    [
        {"measure": "happiness"},
        {"goal": "money"},
        {"weight": -1},
        {"none_at": 0.85},
        {"against": "moon"},
    ],
)
def test_what_cannot_be_scored_is_refused(wrong: dict[str, object]) -> None:
    said = {"measure": "safety", "goal": "people", "weight": 10, "none_at": 0.6, "full_at": 0.85, **wrong}
    with pytest.raises(ValueError, match="want"):
        Criterion(**said)  # type: ignore[arg-type]


def test_fifteen_cents_a_head_worked_by_hand() -> None:
    money = Funding(20_000, 0.15, budgeted=2_000, spent=1_500)
    assert (money.due, money.per_head) == (3000, 0.1)
    assert Funding(0, 0.15).due is None
