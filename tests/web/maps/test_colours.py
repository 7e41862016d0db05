"""Ramps of the desk and of printed maps, as every kind of colour vision sees them."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from tests.colour_vision import SIGHT, ciede2000, contrast, distance, lab
from web.maps import colours

PALETTE = (Path(__file__).resolve().parents[3] / "web" / "assets" / "js" / "palette.js").read_text("utf-8")
LEAST_APART = 9.0
"""CIEDE2000 between neighbouring classes; a difference that is just seen measures about 2."""
LEAST_CONTRAST = 3.0
"""WCAG 1.4.11, of graphics against what they lie on."""


def of(name: str) -> list[str]:
    """Read the colours of a constant of palette.js, in order."""
    said = re.search(rf"export const {name} = (.*?);\n", PALETTE, re.DOTALL)
    assert said is not None, name
    return re.findall(r"#[0-9a-f]{6}", said[1])


ORDERED = {"density": of("DENSITY"), "load ratio": of("LOAD_RATIO"), "printed": list(colours.DENSITY)}
APART = {"zones": of("ZONES"), "cover": of("COVER"), "printed zones": list(colours.ZONES.values())}
LAND = "#fbfaf6"


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (61, -5, 29), 22.8977),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ],
)
def test_ciede2000_of_pairs_printed_by_sharma_wu_and_dalal(
    one: tuple[float, ...], other: tuple[float, ...], apart: float
) -> None:
    assert ciede2000(np.array(one), np.array(other)) == pytest.approx(apart, abs=5e-5)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("ramp", ORDERED)
def test_neighbouring_classes_of_a_ramp_stay_apart(ramp: str, sight: str) -> None:
    assert min(distance(*pair, sight) for pair in pairwise(ORDERED[ramp])) >= LEAST_APART


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("ramp", ["density", "printed"])
def test_a_ramp_grows_darker_all_the_way(ramp: str, sight: str) -> None:
    lightness = [lab(colour, sight)[0] for colour in ORDERED[ramp]]
    assert all(before - after >= 5 for before, after in pairwise(lightness))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("kinds", APART)
def test_kinds_that_may_lie_side_by_side_stay_apart(kinds: str, sight: str) -> None:
    assert min(distance(*pair, sight) for pair in combinations(APART[kinds], 2)) >= LEAST_APART


@pytest.mark.parametrize("name", ["AREA", "INCIDENT", "SELECTED", "BEAT_BORDER"])
def test_what_is_drawn_on_the_land_stands_out_from_it(name: str) -> None:
    assert contrast(of(name)[0], LAND) >= LEAST_CONTRAST


def test_lines_that_patrols_are_planned_by_stand_out_from_the_land() -> None:
    fills = re.findall(r"corridorFill: '(#\w+)'", PALETTE)
    lines = [colour for colour in of("PATROL") if colour not in fills]
    assert len(lines) > 8
    assert min(contrast(colour, LAND) for colour in lines) >= LEAST_CONTRAST


def test_beats_alike_in_colour_are_told_apart_by_outline_and_figures() -> None:
    """Eight pale fills cannot differ for every eye: the border and the number on them have to."""
    border, text = of("BEAT_BORDER")[0], re.findall(r" text: '(#\w+)'", PALETTE)[0]
    assert min(contrast(border, fill) for fill in of("BEATS")) >= LEAST_CONTRAST
    assert min(contrast(text, fill) for fill in of("BEATS")) >= 4.5


def test_an_area_stands_out_on_every_class_of_density() -> None:
    """By its outline; on the darkest class by the white rim of its badge."""
    for fill in of("DENSITY"):
        assert max(contrast(of("AREA")[0], fill), contrast("#ffffff", fill)) >= LEAST_CONTRAST
