"""
Vector tiles for whom they are, kept once they were made.

Both stores have their tiles from memory. ``ST_AsMVT`` of PostGIS was measured beside it (tests/benchmarks):
on half a million incidents its 95th tile in a hundred took 513 ms, without sign-in, choice or packing; ours
took 62 ms with them.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from gis.errors import InputError
from web.services.kept import Kept
from web.services.ogc.collections import COLLECTIONS, INCIDENTS
from web.services.ogc.incident_tiles import IncidentTiles
from web.services.ogc.shape_tiles import ShapeTiles

if TYPE_CHECKING:
    from web.services.desk.incident_index import IncidentQuery
    from web.services.desk.layers import Desk
    from web.services.ogc.collections import Collections
    from web.services.views import View

DEEPEST = 22
"""Last level that tiles are offered at."""

KEPT_BYTES = 64_000_000
"""Bytes of packed tiles that are kept in memory; those that were not asked for longest go first."""

PACKING = 4
"""How hard tiles are packed: harder takes twice as long and saves a twentieth."""


@dataclass(frozen=True, slots=True)
class Tile:
    """
    A tile as it is sent.

    Attributes
    ----------
    packed
        The tile, gzipped; empty where nothing is.
    etag
        Changes with the contents.
    points
        Single incidents in it.
    """

    packed: bytes
    etag: str
    points: int = 0


class Tiles:
    """
    Cuts tiles of collections, within what a view sees.

    Parameters
    ----------
    collections
        What there is.
    desk
        Holds the incidents in memory.
    """

    def __init__(self, collections: Collections, desk: Desk) -> None:
        self._collections = collections
        self._desk = desk
        self._cutters = Kept()
        self._tiles: OrderedDict[Hashable, Tile] = OrderedDict()
        self._held = 0
        self._lock = Lock()

    def warm(self) -> None:
        """Sort the incidents before somebody waits for it."""
        self._incidents(self._collections.revision(COLLECTIONS[INCIDENTS]))

    def shapes(self, name: str, view: View | None, place: tuple[int, int, int]) -> Tile:
        """
        Give a tile of a collection other than incidents.

        Parameters
        ----------
        name
            Of the collection.
        view
            What who asks sees; None for the places alone.
        place
            Level, column, row.

        Raises
        ------
        InputError
            ``ogc.collection_unknown`` or ``ogc.tile_unknown``.
        """
        check_place(*place)
        table = self._collections.table(name, view)
        key = "all" if view is None else view.key

        def make() -> tuple[bytes, int]:
            cutter = self._cutters.get((name, key), table.revision, lambda: ShapeTiles(table))
            return cutter.tile(*place), 0

        return self._kept((name, key, table.revision, place), make)

    def incidents(
        self, query: IncidentQuery, place: tuple[int, int, int], *, points: bool, afar: bool = False
    ) -> Tile:
        """
        Give a tile of incidents: cells with counts, or from near single ones, to who may see them.

        Parameters
        ----------
        query
            Which incidents; its view is the limit.
        place
            Level, column, row.
        points
            Whether a purpose was said, so that single ones may be told.
        afar
            Whether they are asked for at every level, not from near alone.

        Raises
        ------
        InputError
            ``ogc.tile_unknown``.
        """
        check_place(*place)
        revision = self._collections.revision(COLLECTIONS[INCIDENTS])
        asked = (query.choice, points, afar)

        def make() -> tuple[bytes, int]:
            tile = self._incidents(revision).tile(*place, query, points=points, afar=afar)
            return tile.body, tile.points

        return self._kept((INCIDENTS, asked, revision, place), make)

    def _incidents(self, revision: Hashable) -> IncidentTiles:
        return self._cutters.get(INCIDENTS, revision, lambda: IncidentTiles(self._desk.index()))

    def _kept(self, key: Hashable, make: Callable[[], tuple[bytes, int]]) -> Tile:
        with self._lock:
            tile = self._tiles.get(key)
            if tile is not None:
                self._tiles.move_to_end(key)
                return tile
        body, points = make()
        tile = Tile(
            gzip.compress(body, PACKING, mtime=0) if body else b"",
            f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"',
            points,
        )
        with self._lock:
            if key not in self._tiles:
                self._held += len(tile.packed)
            self._tiles[key] = tile
            while self._held > KEPT_BYTES:
                self._held -= len(self._tiles.popitem(last=False)[1].packed)
        return tile


def check_place(zoom: int, column: int, row: int) -> None:
    """
    Refuse what is no tile.

    Raises
    ------
    InputError
        ``ogc.tile_unknown``.
    """
    if not (0 <= zoom <= DEEPEST and 0 <= column < 2**zoom and 0 <= row < 2**zoom):
        raise InputError("ogc.tile_unknown", zoom=zoom, row=row, column=column)
