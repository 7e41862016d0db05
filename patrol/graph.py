"""
The graph that beats are cut from: atoms, and the borders between them.

An atom is what is never split: a unit, or all units that share a value of the keep-whole column.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class AtomGraph:
    """
    Atoms with their measures and neighbours.

    Attributes
    ----------
    first, neighbour, border_m
        The neighbours of atom ``a`` are ``neighbour[first[a]:first[a + 1]]``, ``border_m`` what they share.
    passable
        Whether a beat may reach over to each neighbour; borders where it may not still are no outline.
    load
        Workload of each atom.
    area_m2, perimeter_m, x, y
        Area, length of the outline and centroid of each atom, in the metric CRS.
    component
        Number of the piece that each atom belongs to, from 0: what passable borders connect.
    """

    first: Ints
    neighbour: Ints
    border_m: Floats
    passable: Bools
    load: Floats
    area_m2: Floats
    perimeter_m: Floats
    x: Floats
    y: Floats
    component: Ints

    @property
    def size(self) -> int:
        """Number of atoms."""
        return len(self.load)

    def borders(self) -> csr_array:
        """Give the lengths of shared borders as a symmetric sparse array."""
        return csr_array((self.border_m, self.neighbour, self.first), shape=(self.size, self.size))

    def links(self) -> csr_array:
        """Give the pairs of atoms between which beats may reach over as a symmetric sparse array."""
        source = self.source()[self.passable]
        return _marked(source, self.neighbour[self.passable], self.size)

    def source(self) -> Ints:
        """Give for each entry of ``neighbour`` the atom whose neighbour it is."""
        return np.repeat(np.arange(self.size, dtype=np.int64), np.diff(self.first))

    def part(self, atoms: Ints) -> AtomGraph:
        """Give the graph of some of the atoms."""
        return graph_of(
            csr_array(self.borders()[atoms][:, atoms]),
            links=csr_array(self.links()[atoms][:, atoms]),
            load=self.load[atoms],
            area_m2=self.area_m2[atoms],
            perimeter_m=self.perimeter_m[atoms],
            x=self.x[atoms],
            y=self.y[atoms],
        )

    def parts_of(self, beat: Ints) -> Ints:
        """Number the connected parts of beats: two atoms share a number when one beat joins them."""
        source = self.source()
        same = self.passable & (beat[source] == beat[self.neighbour])
        joined = _marked(source[same], self.neighbour[same], self.size)
        return np.asarray(connected_components(joined, directed=False)[1], dtype=np.int64)


def totals(group: npt.NDArray[np.integer], values: Floats, groups: int = 0) -> Floats:
    """Add up values by group, for at least so many groups."""
    return np.bincount(group, values, minlength=groups).astype(np.float64)


def _marked(row: npt.NDArray[np.integer], column: npt.NDArray[np.integer], size: int) -> csr_array:
    return csr_array((np.ones(len(row)), (row, column)), shape=(size, size))


def _keys(matrix: csr_array) -> Ints:
    """Number the entries of a matrix by row and column."""
    row = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    return row * matrix.shape[1] + matrix.indices


def graph_of(
    borders: csr_array,
    *,
    load: Floats,
    area_m2: Floats,
    perimeter_m: Floats,
    x: Floats,
    y: Floats,
    links: csr_array | None = None,
) -> AtomGraph:
    """
    Make a graph from the lengths of shared borders.

    Parameters
    ----------
    borders
        Symmetric, no diagonal, shape ``(n_atoms, n_atoms)``.
    load, area_m2, perimeter_m, x, y
        Measures of each atom.
    links
        Pairs between which beats may reach over, symmetric; every shared border when not given.

    Returns
    -------
    AtomGraph
        With neighbours in rising order and connected pieces numbered.
    """
    links = borders if links is None else links
    size = borders.shape[0]
    kind = csr_array(_marked(*borders.nonzero(), size) + 2 * _marked(*links.nonzero(), size))
    kind.sort_indices()
    borders = borders.copy()
    borders.sort_indices()
    border_m = np.zeros(kind.nnz)
    border_m[np.searchsorted(_keys(kind), _keys(borders))] = borders.data
    return AtomGraph(
        first=kind.indptr.astype(np.int64),
        neighbour=kind.indices.astype(np.int64),
        border_m=border_m,
        passable=kind.data >= 2,
        load=load,
        area_m2=area_m2,
        perimeter_m=perimeter_m,
        x=x,
        y=y,
        component=np.asarray(connected_components(links, directed=False)[1], dtype=np.int64),
    )


def atoms_of(units: gpd.GeoDataFrame, keep_whole: str | None) -> Ints:
    """
    Number what is never split.

    Parameters
    ----------
    units
        Any table.
    keep_whole
        Column whose equal values belong together; units without a value stand alone.

    Returns
    -------
    ndarray
        The atom of each unit, from 0, in order of first appearance.
    """
    if keep_whole is None:
        return np.arange(len(units), dtype=np.int64)
    value = units[keep_whole]
    named = value.notna() & (value.astype(str).str.strip() != "")
    alone = pd.Series([f"unit {row}" for row in range(len(units))])
    group = ("group " + value.astype(str)).reset_index(drop=True).where(named.to_numpy(), alone)
    return np.asarray(pd.factorize(group)[0], dtype=np.int64)


def torn_atoms(borders: csr_array, atom: Ints) -> Ints:
    """
    Find atoms whose units do not hang together.

    Parameters
    ----------
    borders
        Shared borders of the units.
    atom
        Atom of each unit, from 0.

    Returns
    -------
    ndarray
        Atoms made of several pieces, rising.
    """
    pairs = borders.tocoo()
    inside = atom[pairs.row] == atom[pairs.col]
    joined = csr_array((pairs.data[inside], (pairs.row[inside], pairs.col[inside])), shape=borders.shape)
    piece = connected_components(joined, directed=False)[1]
    first = np.unique(piece, return_index=True)[1]
    return np.flatnonzero(np.bincount(atom[first]) > 1)


def atom_graph(
    metric_units: gpd.GeoDataFrame,
    borders: csr_array,
    load: Floats,
    atom: Ints,
    links: csr_array | None = None,
) -> AtomGraph:
    """
    Build the graph of atoms.

    Parameters
    ----------
    metric_units
        Polygons in a metric CRS.
    borders
        Lengths in metres of the borders that units share.
    load
        Workload of each unit.
    atom
        Atom of each unit, from 0.
    links
        Pairs of units between which beats may reach over; every shared border when not given.

    Returns
    -------
    AtomGraph
        One node for each atom; borders inside an atom no longer count as its outline.
    """
    n = int(atom.max()) + 1
    member = csr_array((np.ones(len(atom)), (atom, np.arange(len(atom)))), shape=(n, len(atom)))
    between = (member @ borders @ member.T).tocoo()
    inside = between.row == between.col
    inner = totals(between.row[inside], between.data[inside], n)
    outer = (between.data[~inside], (between.row[~inside], between.col[~inside]))
    area = metric_units.area.to_numpy()
    centre = metric_units.geometry.centroid
    area_m2 = totals(atom, area)
    return graph_of(
        csr_array(outer, shape=(n, n)),
        links=None if links is None else _between_atoms(links, atom, n),
        load=totals(atom, load),
        area_m2=area_m2,
        perimeter_m=totals(atom, metric_units.length.to_numpy()) - inner,
        x=totals(atom, area * centre.x.to_numpy()) / area_m2,
        y=totals(atom, area * centre.y.to_numpy()) / area_m2,
    )


def _between_atoms(links: csr_array, atom: Ints, size: int) -> csr_array:
    """Turn links of units into links of atoms."""
    row, column = (atom[units] for units in links.nonzero())
    apart = row != column
    return _marked(row[apart], column[apart], size)
