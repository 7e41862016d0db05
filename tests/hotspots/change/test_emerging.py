from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.change.emerging import CATEGORIES, EmergingParams, emerging_categories, emerging_hotspots


def rng() -> np.random.Generator:
    return np.random.default_rng(9)


def named(steps: str, direction: int = 0) -> str:
    """Class of one cell; a letter to a step: h hot, c cold, . neither."""
    hot = np.array([step == "h" for step in steps])
    cold = np.array([step == "c" for step in steps])
    return CATEGORIES[int(emerging_categories(hot, cold, direction))]


@pytest.mark.parametrize(
    ("steps", "direction", "category"),
    [
        (".........h", 0, "new"),
        ("c........h", 1, "new"),
        ("h", 0, "new"),
        ("hhhhhhhhh.", 0, "historical"),
        ("hhhhhhhhhc", -1, "historical"),
        (".hhhhhhhhh", 1, "intensifying"),
        ("hhhhhhhhhh", 1, "intensifying"),
        ("hhhh.hhhhh", -1, "diminishing"),
        (".hhhhhhhhh", 0, "persistent"),  # nine tenths: no longer consecutive
        ("hhhhhhhhhh", 0, "persistent"),
        ("..hhhhhhhh", 0, "consecutive"),  # eight tenths
        ("........hh", 1, "consecutive"),
        ("c.......hh", 0, "consecutive"),
        ("h.......hh", 0, "sporadic"),
        ("h..h.h.h.h", -1, "sporadic"),
        (".hhhhhhhch", 0, "oscillating"),
        ("h.c....h.h", 0, "oscillating"),
        ("hhhhhhhh..", 0, "none"),  # eight tenths, and over: not historical
        ("..hhhhhh..", 1, "none"),
        ("..........", 1, "none"),
        ("cccccccccc", -1, "none"),
    ],
)
def test_each_class_on_a_built_cell(steps: str, direction: int, category: str) -> None:
    assert named(steps, direction) == category


def test_emerging_and_historical_classes_compare_with_the_share_of_all_steps() -> None:
    # not of the steps before the last: 10 of 11 would do, 10 of 12 does not
    assert named("." + "h" * 10 + ".") == "none"
    assert named("." + "h" * 11 + ".") == "none"  # 11 of 13
    assert named("h" * 18 + "..") == "historical"  # 18 of 20
    # not of the significant steps, cold ones among them: 17 of 20, though 19 of 20 are hot or cold
    assert named("cc" + "." + "h" * 17) == "consecutive"
    assert named("h" * 8 + "cc" + "." + "h" * 9, 1) == "oscillating"
    # not of the steps but the last, either, when it is hot: 8 of 9 before it
    assert named("." + "h" * 8 + "h", 1) == "intensifying"
    assert named("." + "h" * 7 + "h", 1) == "consecutive"  # 8 of 9


def test_nine_of_ten_is_nine_tenths_and_17_of_19_is_not() -> None:
    assert named("h" * 18 + "." * 1 + "h") == "persistent"
    assert named("h." + "h" * 17) == "persistent"
    assert named("h.." + "h" * 16) == "sporadic"


@given(st.text("h.c", min_size=1, max_size=30), st.sampled_from([-1, 0, 1]))
def test_a_class_other_than_none_and_historical_means_a_hot_last_step(steps: str, direction: int) -> None:
    category = named(steps, direction)
    assert (category in {"none", "historical"}) == (steps[-1] != "h")
    assert (category == "historical") == (steps[-1] != "h" and steps.count("h") * 10 >= len(steps) * 9)


def cube(steps: int = 12, side: int = 20) -> np.ndarray:
    return rng().poisson(0.4, (steps, side, side))


def test_built_cubes_give_the_class_they_were_built_for() -> None:
    counts = cube()
    counts[-1, 3:6, 3:6] += 12
    counts[-4:, 3:6, 13:16] += 12
    counts[:, 13:16, 3:6] += (8 + 3 * np.arange(12))[:, None, None]
    counts[:-2, 13:16, 13:16] += 25
    found = emerging_hotspots(counts, EmergingParams(steps_before=0), rng=rng())
    middles = [(4, 4), (4, 14), (14, 4), (14, 14)]
    names = [CATEGORIES[found.category[cell]] for cell in middles]
    assert names == ["new", "consecutive", "intensifying", "none"]  # 10 of 12 is too few for historical
    counts[-2, 13:16, 13:16] += 25
    again = emerging_hotspots(counts, EmergingParams(steps_before=0), rng=rng())
    assert CATEGORIES[again.category[14, 14]] == "historical"
    assert (again.category[:, 8:11] == 0).all()


def test_a_random_cube_has_no_class_and_few_incidents_never_have() -> None:
    draw = np.random.default_rng(3)
    cubes = [draw.poisson(0.4, (6, 15, 15)) for _ in range(4)]
    wrong = sum(bool(emerging_hotspots(counts, rng=draw).hot.any()) for counts in cubes)
    assert wrong <= 1
    counts = np.zeros((6, 15, 15))
    counts[-1, 7, 7] = 9
    assert emerging_hotspots(counts, rng=rng()).hot.any()
    assert (emerging_hotspots(counts, rng=rng()).category == 0).all()
    assert (emerging_hotspots(counts, EmergingParams(min_count=9), rng=rng()).category == 1).any()


def test_steps_before_lend_their_incidents_to_the_next() -> None:
    counts = np.zeros((4, 20, 20))
    counts[1, 4, 4] = 30
    alone = emerging_hotspots(counts, EmergingParams(steps_before=0), rng=rng())
    lent = emerging_hotspots(counts, EmergingParams(steps_before=1), rng=rng())
    assert alone.hot[:, 4, 4].tolist() == [False, True, False, False]
    assert lent.hot[:, 4, 4].tolist() == [False, True, True, False]


def test_an_empty_cube_is_cold_nowhere_and_one_step_is_enough() -> None:
    nothing = emerging_hotspots(np.zeros((3, 4, 4)), rng=rng())
    assert not nothing.hot.any()
    assert not nothing.cold.any()
    assert emerging_hotspots(cube(1, 10), rng=rng()).category.shape == (10, 10)


def test_emerging_refuses_what_means_nothing() -> None:
    with pytest.raises(ValueError, match="steps, rows, columns"):
        emerging_hotspots(np.zeros((3, 4)), rng=rng())
    with pytest.raises(ValueError, match="both hot and cold"):
        emerging_categories([True], [True], 0)
    with pytest.raises(ValueError, match="one shape"):
        emerging_categories([True], [True, False], 0)
    with pytest.raises(ValueError, match="reach"):
        EmergingParams(reach=0)
    with pytest.raises(ValueError, match="alpha"):
        EmergingParams(replicates=10)
