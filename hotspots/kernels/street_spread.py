"""How an incident spreads along streets: equal splits at junctions, with a jump or without one."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csc_array, diags_array, eye_array
from scipy.sparse.linalg import splu

from gis.compiled import compiled
from hotspots.finding.grid import Floats, Ints
from hotspots.kernels.smoothing import REACH, Kernel

SHAPES: dict[Kernel, int] = {"quartic": 0, "epanechnikov": 1, "gaussian": 2}
LEAST_PART = 1e-4  # of an incident: a walk that carries less ends in the streets that it comes to
STEPS = 32  # of time; the error is below a thousandth of the highest density
GAMMA = 1 - math.sqrt(0.5)  # makes two equal stages of second order that damp what is sharp


@dataclass(frozen=True, slots=True)
class Lixels:
    """
    Short pieces of street.

    Parameters
    ----------
    ends
        Nodes at both ends, shape ``(n, 2)``.
    length_m
        Their lengths.
    """

    ends: Ints
    length_m: Floats

    def at_nodes(self) -> tuple[Ints, Ints]:
        """List the lixels at each node: where each node's begin (one more than nodes), and the lixels."""
        node = self.ends.T.ravel()
        order = np.argsort(node, kind="stable")
        first = np.searchsorted(node[order], np.arange(int(node.max(initial=-1)) + 2))
        return first.astype(np.int64), order % len(self.ends)


@dataclass(frozen=True, slots=True)
class OnStreets:
    """Incidents: their lixel, the part of its length from its first end, and what each counts for."""

    lixel: Ints
    along: Floats
    weight: Floats


def spread_with_jumps(lixels: Lixels, incidents: OnStreets, bandwidth_m: float, kernel: Kernel) -> Floats:
    """
    Spread incidents by the equal-split discontinuous kernel.

    From each incident the kernel runs along every way; at a junction of ``n`` streets the ``n - 1`` others
    share what comes in, and at a dead end all of it turns back, so that nothing is lost.

    Parameters
    ----------
    lixels, incidents
        The streets and what happened there.
    bandwidth_m
        Reach of the kernel, or standard deviation of the Gaussian one (cut at four of them).
    kernel
        Its shape.

    Returns
    -------
    ndarray
        Incidents that each lixel holds, shape ``(n,)``; adds up to the weights.

    References
    ----------
    .. [1] Okabe and Sugihara (2012), Spatial Analysis along Networks, section 9.2.
    """
    held = np.zeros(len(lixels.length_m))
    shape = (SHAPES[kernel], bandwidth_m, REACH[kernel] * bandwidth_m)
    graph = (lixels.ends, lixels.length_m, *lixels.at_nodes())
    _walk(held, graph, (incidents.lixel, incidents.along, incidents.weight), shape)
    return held


def spread_without_jumps(lixels: Lixels, incidents: OnStreets, bandwidth_m: float) -> Floats:
    """
    Spread incidents by the equal-split continuous Gaussian kernel.

    It is what heat does on the network after the time ``bandwidth_m`` squared, which is solved on the lixels
    (finite volumes, an L-stable method of second order): any bandwidth costs the same.

    Parameters
    ----------
    lixels, incidents
        The streets and what happened there; an incident counts as spread over its lixel.
    bandwidth_m
        Standard deviation of the kernel on an endless street.

    Returns
    -------
    ndarray
        Incidents that each lixel holds, shape ``(n,)``; adds up to the weights.

    References
    ----------
    .. [1] McSwiggan, Baddeley and Nair (2017), doi:10.1111/sjos.12255
    """
    n = len(lixels.length_m)
    held: Floats = np.bincount(incidents.lixel, incidents.weight, minlength=n).astype(float)
    flow = _flow(lixels)
    step = bandwidth_m**2 / STEPS
    solve = splu(csc_array(eye_array(n) + GAMMA * step * flow)).solve
    for _ in range(STEPS):
        held = np.asarray(solve(solve(held - (1 - 2 * GAMMA) * step * (flow @ held))))
    return held


def _flow(lixels: Lixels) -> csc_array:
    """Give the rate at which each lixel's incidents leave it, and come to those that it meets."""
    first, lixel = lixels.at_nodes()
    ease = 2 / lixels.length_m[lixel]  # from a lixel's middle to its end
    node = np.repeat(np.arange(len(first) - 1), np.diff(first))
    total = np.bincount(node, ease, minlength=len(first) - 1)
    n, nodes = len(lixels.length_m), len(first) - 1
    to_nodes = coo_array((ease, (node, lixel)), shape=(nodes, n)).tocsr()
    through = to_nodes.T @ diags_array(1 / np.maximum(total, np.finfo(float).tiny)) @ to_nodes
    own = coo_array((ease, (lixel, lixel)), shape=(n, n)).tocsr()
    return csc_array((own - through) @ diags_array(1 / (2 * lixels.length_m)))


@compiled
def _walk(
    held: Floats,
    graph: tuple[Ints, Floats, Ints, Ints],
    incidents: tuple[Ints, Floats, Floats],
    shape: tuple[int, float, float],
) -> None:
    """Follow every way from every incident as far as the kernel reaches."""
    ends, length, first, at_node = graph
    reach = shape[2]
    size = 1024
    nodes, lixels = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    gone, part = np.empty(size), np.empty(size)
    for i in range(len(incidents[0])):
        lixel, weight = incidents[0][i], incidents[2][i]
        waiting = 0
        for side in range(2):
            ahead = length[lixel] * (incidents[1][i] if side == 0 else 1 - incidents[1][i])
            held[lixel] += weight * _half_kernel(ahead, shape)
            if ahead < reach:
                nodes[waiting], lixels[waiting] = ends[lixel, side], lixel
                gone[waiting], part[waiting] = ahead, 1.0
                waiting += 1
        while waiting > 0:
            waiting -= 1
            node, came, so_far = nodes[waiting], lixels[waiting], gone[waiting]
            begin, end = first[node], first[node + 1]
            share = part[waiting] / max(end - begin - 1, 1)
            if waiting + end - begin >= size:
                size = 2 * (waiting + end - begin)
                nodes, lixels = _longer(nodes, size), _longer(lixels, size)
                gone, part = _longer(gone, size), _longer(part, size)
            for k in range(begin, end):
                to = at_node[k]
                if to == came and end - begin > 1:
                    continue
                until = so_far + length[to] if share >= LEAST_PART else reach
                held[to] += weight * share * (_half_kernel(until, shape) - _half_kernel(so_far, shape))
                if until < reach:
                    nodes[waiting] = ends[to, 0] if ends[to, 1] == node else ends[to, 1]
                    lixels[waiting], gone[waiting], part[waiting] = to, until, share
                    waiting += 1


@compiled
def _half_kernel(distance: float, shape: tuple[int, float, float]) -> float:
    """Integrate the kernel from an incident to a distance: a half at the end of its reach."""
    kind, bandwidth, reach = shape
    if distance >= reach:
        return 0.5
    u = distance / bandwidth
    if kind == 0:
        return 15 / 16 * (u - 2 / 3 * u**3 + u**5 / 5)
    if kind == 1:
        return 3 / 4 * (u - u**3 / 3)
    return 0.5 * math.erf(u / math.sqrt(2.0)) / math.erf(reach / bandwidth / math.sqrt(2.0))


@compiled
def _longer(values, size):  # type: ignore[no-untyped-def]  # integers and floats
    longer = np.empty(size, dtype=values.dtype)
    longer[: len(values)] = values
    return longer
