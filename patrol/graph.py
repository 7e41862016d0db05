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


@dataclass(frozen=True, slots=True)
class AtomGraph:
    """
    Atoms with their measures and neighbours.

    Attributes
    ----------
    first, neighbour, border_m
        The neighbours of atom ``a`` are ``neighbour[first[a]:first[a + 1]]``, ``border_m`` what they share.
    load
        Workload of each atom.
    area_m2, perimeter_m, x, y
        Area, length of the outline and centroid of each atom, in the metric CRS.
    component
        Number of the connected piece that each atom belongs to, from 0.
    """

    first: Ints
    neighbour: Ints
    border_m: Floats
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

    def source(self) -> Ints:
        """Give for each entry of ``neighbour`` the atom whose neighbour it is."""
        return np.repeat(np.arange(self.size, dtype=np.int64), np.diff(self.first))

    def part(self, atoms: Ints) -> AtomGraph:
        """Give the graph of some of the atoms."""
        return graph_of(
            csr_array(self.borders()[atoms][:, atoms]),
            load=self.load[atoms],
            area_m2=self.area_m2[atoms],
            perimeter_m=self.perimeter_m[atoms],
            x=self.x[atoms],
            y=self.y[atoms],
        )

    def parts_of(self, beat: Ints) -> Ints:
        """Number the connected parts of beats: two atoms share a number when one beat joins them."""
        source = self.source()
        same = beat[source] == beat[self.neighbour]
        joined = csr_array(
            (np.ones(same.sum()), (source[same], self.neighbour[same])), shape=(self.size,) * 2
        )
        return np.asarray(connected_components(joined, directed=False)[1], dtype=np.int64)


def totals(group: npt.NDArray[np.integer], values: Floats, groups: int = 0) -> Floats:
    """Add up values by group, for at least so many groups."""
    return np.bincount(group, values, minlength=groups).astype(np.float64)


def graph_of(
    borders: csr_array, *, load: Floats, area_m2: Floats, perimeter_m: Floats, x: Floats, y: Floats
) -> AtomGraph:
    """
    Make a graph from the lengths of shared borders.

    Parameters
    ----------
    borders
        Symmetric, no diagonal, shape ``(n_atoms, n_atoms)``.
    load, area_m2, perimeter_m, x, y
        Measures of each atom.

    Returns
    -------
    AtomGraph
        With neighbours in rising order and connected pieces numbered.
    """
    borders = borders.copy()
    borders.sort_indices()
    return AtomGraph(
        first=borders.indptr.astype(np.int64),
        neighbour=borders.indices.astype(np.int64),
        border_m=borders.data.astype(np.float64),
        load=load,
        area_m2=area_m2,
        perimeter_m=perimeter_m,
        x=x,
        y=y,
        component=np.asarray(connected_components(borders, directed=False)[1], dtype=np.int64),
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


def atom_graph(metric_units: gpd.GeoDataFrame, borders: csr_array, load: Floats, atom: Ints) -> AtomGraph:
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
        load=totals(atom, load),
        area_m2=area_m2,
        perimeter_m=totals(atom, metric_units.length.to_numpy()) - inner,
        x=totals(atom, area * centre.x.to_numpy()) / area_m2,
        y=totals(atom, area * centre.y.to_numpy()) / area_m2,
    )
