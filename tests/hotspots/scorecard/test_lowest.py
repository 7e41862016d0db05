"""Which townships may be the lowest."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import fisher_exact

from hotspots.scorecard.lowest import find_lowest, higher_p_value
from hotspots.scorecard.shares import Survey


def test_fishers_tea_with_three_of_four_cups_right() -> None:
    assert higher_p_value(Survey(4, 3), Survey(4, 1)) == pytest.approx(17 / 70)


def test_the_test_is_scipys_one_sided_fisher_test() -> None:
    ours = higher_p_value(Survey(120, 96), Survey(90, 58))
    theirs = fisher_exact([[96, 24], [58, 32]], alternative="greater").pvalue
    assert ours == pytest.approx(theirs)


def test_a_township_far_above_is_told_apart_and_one_close_by_is_a_tie() -> None:
    found = find_lowest({"a": Survey(200, 120), "b": Survey(200, 126), "c": Survey(200, 180)})
    assert found.lowest == ("a",)
    assert found.ties == ("b",)
    assert found.p_values["c"] == pytest.approx(3 * higher_p_value(Survey(200, 180), Survey(200, 120)))


def test_equal_shares_are_lowest_together() -> None:
    assert find_lowest({"a": Survey(100, 70), "b": Survey(50, 35), "c": Survey(100, 90)}).lowest == ("a", "b")


def test_small_samples_tell_nobody_apart() -> None:
    found = find_lowest({str(n): Survey(10, 6 + n % 4) for n in range(6)})
    assert len(found.lowest) + len(found.ties) == 6


def test_the_true_lowest_is_in_the_list_in_95_of_100_surveys_though_the_sample_chose() -> None:
    rng = np.random.default_rng(4)
    shares = [0.70, 0.71, 0.72, 0.74, 0.78, 0.82, 0.86, 0.9]
    missed = told = 0
    for _ in range(300):
        surveys = {str(n): Survey(150, int(rng.binomial(150, share))) for n, share in enumerate(shares)}
        found = find_lowest(surveys)
        missed += "0" not in (*found.lowest, *found.ties)
        told += "7" not in (*found.lowest, *found.ties)
    assert missed <= 15
    assert told > 200  # and it is no list of everybody


@pytest.mark.parametrize(("townships", "asked"), [(2, 5000), (3, 2000), (12, 400)])
def test_of_townships_all_alike_one_is_called_lowest_alone_in_5_of_100_surveys_at_most(
    townships: int, asked: int
) -> None:
    rng = np.random.default_rng(8)
    alone, runs = 0, 2000 if townships < 5 else 200
    for _ in range(runs):
        surveys = {str(n): Survey(asked, int(rng.binomial(asked, 0.8))) for n in range(townships)}
        found = find_lowest(surveys)
        alone += len(found.lowest) == 1 and not found.ties
    assert alone <= 0.06 * runs


def test_households_asked_together_tell_less() -> None:
    plain = {"a": Survey(300, 210), "b": Survey(300, 245)}
    clustered = {code: Survey(one.asked, one.satisfied, None, 3.0) for code, one in plain.items()}
    assert (find_lowest(plain).ties, find_lowest(clustered).ties) == ((), ("b",))


def test_without_a_survey_there_is_no_lowest() -> None:
    with pytest.raises(ValueError, match="one township or more"):
        find_lowest({})
