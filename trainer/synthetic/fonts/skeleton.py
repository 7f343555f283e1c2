"""The skeleton of a glyph as a graph: pixels where it ends or branches are nodes, the chains of pixels between them are edges.

Thinning leaves traces that no pen made: short spurs, crossings torn in two, ends bent into corners. Here they are removed. All lengths
are pixels of the mask.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.reading.strokes import Stroke
from trainer.synthetic.templates import lengths_so_far

Mask = npt.NDArray[np.bool_]
"""``(height, width)``, True where there is ink."""
Distances = npt.NDArray[np.float64]
"""``(height, width)``: of ink, how far it is to the nearest pixel without ink. Half the width of the line, in its middle."""
Pixel = tuple[int, int]
"""Row and column."""
Place = tuple[float, float]
"""x and y of a node."""
End = tuple[int, int]
"""An end of an edge: the edge's number, and 0 where it starts or 1 where it ends."""

FREE = -1
"""The node of a closed curve that has none."""

SPUR = 1.6
"""An edge that ends freely and is shorter than this many times half the line's width is a spur."""
BRIDGE = 1.8
"""Nodes whose edge is shorter than this many times half the line's width are one crossing."""
SHARP_BRIDGE = 4.5
"""The same where the lines leave along the edge: they cross at a sharp angle, which thinning tears farther apart."""
ALONG = math.radians(35)
"""By how much at most each of these lines turns away from the edge."""
BENT_END = 1.4
"""So much of a free end is straightened, in times half the line's width."""
SHORT = 4.0
"""An edge that is shorter than this many times half the line's width is left as it is."""
AHEAD = 3.0
"""How far from its node an edge is looked at for its direction, in times half the line's width."""


@dataclass(slots=True)
class Edge:
    """A chain of pixels from one node to another."""

    nodes: list[int]
    """Where it starts and ends; twice the same node for a loop, and ``FREE`` twice for a closed curve without a node."""
    points: Stroke
    """``(n, 2)``, x and y. The first and the last are those of the nodes."""
    half: float
    """Half the width of the line."""

    @property
    def length(self) -> float:
        """How long it is."""
        return float(np.hypot(*np.diff(self.points, axis=0).T).sum())


def graph_of(skeleton: Mask, half: Distances) -> tuple[dict[int, Edge], dict[int, Place]]:
    """Returns the edges of a skeleton and the places of its nodes, both by number."""
    neighbours = _neighbours(skeleton)
    nodes = {pixel: number for number, pixel in enumerate(p for p, near in neighbours.items() if len(near) != 2)}
    chains: list[list[Pixel]] = []
    done: set[tuple[Pixel, Pixel]] = set()
    for pixel in nodes:
        for step in neighbours[pixel]:
            if (pixel, step) not in done:
                chain = _follow(neighbours, nodes, pixel, step)
                done |= {(chain[0], chain[1]), (chain[-1], chain[-2])}
                chains.append(chain)
    passed = {pixel for chain in chains for pixel in chain}
    for pixel in neighbours:  # row by row: a closed curve starts at its top
        if pixel not in passed and pixel not in nodes:
            chain = _follow(neighbours, {pixel: 0}, pixel, neighbours[pixel][0])
            passed.update(chain)
            chains.append(chain)
    edges = {}
    for number, chain in enumerate(chains):
        rows, columns = np.array(chain).T
        points = np.stack([columns, rows], axis=1).astype(float)
        edges[number] = Edge([nodes.get(chain[0], FREE), nodes.get(chain[-1], FREE)], points, float(np.median(half[rows, columns])))
    return edges, {number: (float(x), float(y)) for (y, x), number in nodes.items()}


def _neighbours(skeleton: Mask) -> dict[Pixel, list[Pixel]]:
    """Returns what each pixel is connected to. Across a corner it is only where no pixel beside both connects them anyway."""
    pixels = {(int(y), int(x)) for y, x in zip(*np.nonzero(skeleton), strict=True)}
    found: dict[Pixel, list[Pixel]] = {}
    for y, x in sorted(pixels):
        near = [pixel for pixel in ((y - 1, x), (y, x - 1), (y, x + 1), (y + 1, x)) if pixel in pixels]
        for dy, dx in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
            if (y + dy, x + dx) in pixels and (y + dy, x) not in pixels and (y, x + dx) not in pixels:
                near.append((y + dy, x + dx))
        found[y, x] = near
    return found


def _follow(neighbours: dict[Pixel, list[Pixel]], nodes: dict[Pixel, int], start: Pixel, step: Pixel) -> list[Pixel]:
    """Follows a chain of pixels from a node to the next one."""
    chain = [start, step]
    while chain[-1] not in nodes:
        one, other = neighbours[chain[-1]]
        chain.append(other if one == chain[-2] else one)
    return chain


def ends_of(edges: dict[int, Edge]) -> dict[int, list[End]]:
    """Returns the ends of edges at each node."""
    ends: dict[int, list[End]] = defaultdict(list)
    for number, edge in edges.items():
        for side, node in enumerate(edge.nodes):
            if node != FREE:
                ends[node].append((number, side))
    return ends


def remove_spurs(edges: dict[int, Edge], halves: dict[int, float]) -> None:
    """Removes short edges with a free end, the shortest first. Edges that only it kept apart become one."""
    while True:
        ends = ends_of(edges)
        spurs = []
        for number, edge in edges.items():
            for side, node in enumerate(edge.nodes):
                other = edge.nodes[1 - side]
                if node != FREE and len(ends[node]) > 2 and other != node and len(ends[other]) == 1:
                    spurs.append((edge.length - SPUR * halves[node], number, node))
        if not spurs or min(spurs)[0] >= 0:
            return
        _, number, node = min(spurs)
        del edges[number]
        rest = [end for end in ends[node] if end[0] != number]
        if len(rest) == 2 and rest[0][0] != rest[1][0]:
            _merge(edges, *rest)


def _merge(edges: dict[int, Edge], one: End, other: End) -> None:
    """Makes one edge of two that meet."""
    first, second = edges[one[0]], edges.pop(other[0])
    before = first.points if one[1] == 1 else first.points[::-1]
    after = second.points if other[1] == 0 else second.points[::-1]
    half = max(first, second, key=lambda edge: edge.length).half
    edges[one[0]] = Edge([first.nodes[1 - one[1]], second.nodes[1 - other[1]]], np.concatenate([before, after[1:]]), half)


def straighten_ends(edges: dict[int, Edge], places: dict[int, Place]) -> None:
    """Makes free ends go on as the line before them does: thinning bends them into a corner of the line's outline."""
    for node, ends in ends_of(edges).items():
        edge, side = edges[ends[0][0]], ends[0][1]
        if len(ends) > 1 or edge.length < SHORT * edge.half:
            continue
        points = edge.points if side == 1 else edge.points[::-1]
        from_end = lengths_so_far(points[::-1])[1:][::-1]  # of all points but the last
        cut, before = (int(np.searchsorted(-from_end, -distance * edge.half)) for distance in (BENT_END, AHEAD))
        ahead = points[cut] - points[before]
        if cut == before or cut == len(from_end):  # the line is a pixel wide
            continue
        x, y = points[cut] + ahead / max(float(np.hypot(*ahead)), 1e-9) * from_end[cut]
        places[node] = (float(x), float(y))
        points = np.concatenate([points[: cut + 1], [[x, y]]])
        edge.points = points if side == 1 else points[::-1]


def join_bridges(edges: dict[int, Edge], places: dict[int, Place], halves: dict[int, float]) -> dict[int, float]:
    """Makes one node of two where a short edge joins them: lines that cross are torn apart by thinning.

    Returns how far around each node thinning bent the lines: half their width, and more where nodes were joined.
    """
    bent = dict(halves)
    while True:
        ends = ends_of(edges)
        bridges = []
        for number, edge in edges.items():
            one, other = edge.nodes
            if one != other and min(len(ends[one]), len(ends[other])) > 2:
                limit = SHARP_BRIDGE if _is_sharp(edges, number, ends, places, halves) else BRIDGE
                bridges.append((edge.length - limit * max(halves[one], halves[other]), number))
        if not bridges or min(bridges)[0] >= 0:
            return bent
        bridge = edges.pop(min(bridges)[1])
        kept, gone = bridge.nodes
        (x, y), (u, v) = places[kept], places[gone]
        places[kept] = ((x + u) / 2, (y + v) / 2)
        bent[kept] = max(bent[kept], bent[gone]) + bridge.length / 2
        halves[kept] = max(halves[kept], halves[gone])
        for edge in edges.values():
            edge.nodes = [kept if node == gone else node for node in edge.nodes]


def _is_sharp(edges: dict[int, Edge], number: int, ends: dict[int, list[End]], places: dict[int, Place], halves: dict[int, float]) -> bool:
    """Tells whether the lines at both nodes of an edge go on about as the edge does."""
    (x, y), (u, v) = (places[node] for node in edges[number].nodes)
    forth = math.atan2(v - y, u - x)
    for node, along in zip(edges[number].nodes, (forth + math.pi, forth), strict=True):
        for other, side in ends[node]:
            if other != number and abs(math.remainder(direction_of(edges[other], side, halves[node]) - along, math.tau)) > ALONG:
                return False
    return True


def direction_of(edge: Edge, side: int, half: float) -> float:
    """Returns the angle at which an edge leaves a node."""
    points = edge.points if side == 0 else edge.points[::-1]
    along = lengths_so_far(points)
    near, far = (points[min(int(np.searchsorted(along, distance * half)), len(points) - 1)] for distance in (0.5, AHEAD))
    if (near == far).all():
        near = points[0]
    return math.atan2(far[1] - near[1], far[0] - near[0])
