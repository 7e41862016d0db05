"""What lies on the ground of the demo county before its roads, in the plane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.demo.fabric import Fabric, make_fabric
from data.demo.seat import Seat, make_seat
from data.demo.settlements import Settlements, make_settlements
from data.demo.townships import Townships, make_townships
from data.demo.water import Water, make_water

PARTS = 5


@dataclass(frozen=True, slots=True)
class Land:
    """Water, county seat, units, their grouping, and their people."""

    water: Water
    seat: Seat
    fabric: Fabric
    townships: Townships
    settlements: Settlements


def make_land(streams: Sequence[np.random.Generator]) -> Land:
    """Draw the land; each part has a stream of its own, so that a change to one leaves the others' draws."""
    water = make_water(streams[0])
    seat = make_seat(streams[1], water)
    fabric = make_fabric(streams[2], water, seat)
    townships = make_townships(streams[3], fabric, seat)
    settlements = make_settlements(streams[4], fabric, townships, water, seat)
    return Land(water, seat, fabric, townships, settlements)
