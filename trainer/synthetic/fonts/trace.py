"""Traces the strokes of a glyph: a mask is thinned to a skeleton, and the skeleton is cut into strokes as a pen would write them.

Edges of the skeleton that go straight on through a node become one stroke. All lengths are pixels of the mask.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import ndimage
from skimage.measure import approximate_polygon
from skimage.morphology import skeletonize

from trainer.reading.strokes import Stroke
from trainer.synthetic.fonts.skeleton import (
    FREE,
    Distances,
    Edge,
    End,
    Mask,
    Place,
    direction_of,
    ends_of,
    graph_of,
    join_bridges,
    remove_spurs,
    straighten_ends,
)
from trainer.synthetic.templates import lengths_so_far

DOT = 1.0
"""A skeleton that is shorter than this many times half the line's width is a dot."""
MISSED = 0.5
"""A stroke goes through a node where a straight line would miss it by more than this many times what is trimmed."""
TRIMMED = 1.0
"""Thinning bends lines near a node. So much of an edge is replaced by a straight line, in times half the line's width."""
STRAIGHT_ON = math.radians(60)
"""Edges that meet at a node belong to one stroke where it turns by less than this."""
HOLE = 0.5
"""A hole whose area is less than that of a circle of this many times half the line's width is filled."""


def trace(mask: Mask, tolerance: float = 1.0, smoothing: float = 2.0) -> list[Stroke]:
    """Returns the strokes of a glyph, each ``(n, 2)``, x to the right and y down; a dot has one point.

    Args:
        mask: The glyph. Its lines should be at least five pixels wide, or rough outlines leave spurs.
        tolerance: How far a stroke may lie from its skeleton, in pixels, so that it has few points.
        smoothing: Standard deviation of the Gaussian that smooths the skeleton's steps, in points along the stroke.
    """
    mask = np.pad(_filled(mask), 1)
    half = ndimage.distance_transform_edt(mask)
    labels, count = ndimage.label(mask, np.ones((3, 3)))
    strokes: list[Stroke] = []
    for label in range(1, count + 1):
        part = labels == label
        strokes += _trace_part(skeletonize(part), np.where(part, half, 0))
    return [_simple(stroke, tolerance, smoothing) - 1 for stroke in strokes]


def _filled(mask: Mask) -> Mask:
    """Fills holes that are too small to have been written around: the texture of pencils and brushes."""
    half = float(np.median(ndimage.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1][skeletonize(mask)])) if mask.any() else 0.0
    holes, count = ndimage.label(~mask)
    areas = np.bincount(holes.ravel(), minlength=count + 1)
    small = areas < math.pi * (HOLE * half) ** 2
    small[0] = False
    filled: Mask = mask | small[holes]
    return filled


def _trace_part(skeleton: Mask, half: Distances) -> list[Stroke]:
    """Traces one connected part."""
    edges, places = graph_of(skeleton, half)
    widest = float(half.max())
    if sum(edge.length for edge in edges.values()) <= DOT * widest:
        rows, columns = np.nonzero(half)
        return [np.array([[columns.mean(), rows.mean()]])]
    halves = {node: float(half[round(y), round(x)]) for node, (x, y) in places.items()}
    remove_spurs(edges, halves)
    bent = join_bridges(edges, places, halves)
    straighten_ends(edges, places)
    return _strokes(edges, places, bent)


def _strokes(edges: dict[int, Edge], places: dict[int, Place], bent: dict[int, float]) -> list[Stroke]:
    """Joins edges that go straight on, and returns the strokes."""
    partners = _partners(edges, bent)
    pieces = {number: _trimmed(edge, number, partners, places, bent) for number, edge in edges.items()}
    starts = [(number, side) for number in edges for side in (0, 1) if (number, side) not in partners]
    starts += [(number, 0) for number in edges]  # what is left then are closed curves
    strokes: list[Stroke] = []
    done: set[int] = set()
    for start in starts:
        if start[0] in done:
            continue
        end: End | None = start
        parts: list[Stroke] = []
        while end is not None and end[0] not in done:
            done.add(end[0])
            parts.append(pieces[end[0]] if end[1] == 0 else pieces[end[0]][::-1])
            node = edges[end[0]].nodes[1 - end[1]]
            end = partners.get((end[0], 1 - end[1]))
            if end is not None:
                after = pieces[end[0]] if end[1] == 0 else pieces[end[0]][::-1]
                parts.append(_corner(parts[-1][-1], after[0], np.array(places[node]), bent[node]))
        closed = [parts[0][:1]] if end == start else []
        strokes.append(np.concatenate(parts + closed))
    return strokes


def _partners(edges: dict[int, Edge], bent: dict[int, float]) -> dict[End, End]:
    """Returns which ends of edges go on in which: where two meet, and where the turn is small, the smallest first."""
    partners: dict[End, End] = {}
    for node, ends in ends_of(edges).items():
        away = {end: direction_of(edges[end[0]], end[1], bent[node]) for end in ends}
        pairs = sorted(
            (abs(math.remainder(away[one] + math.pi - away[other], math.tau)), one, other)
            for index, one in enumerate(ends)
            for other in ends[index + 1 :]
        )
        for turn, one, other in pairs:
            if one not in partners and other not in partners and (turn < STRAIGHT_ON or len(ends) == 2):
                partners[one], partners[other] = other, one
    return partners


def _corner(before: Stroke, after: Stroke, node: Stroke, bent: float) -> Stroke:
    """Returns the node, ``(1, 2)``, where a straight line between trimmed edges would miss it, as in the waist of an 8; else nothing."""
    line = after - before
    share = np.clip((node - before) @ line / max(float(line @ line), 1e-9), 0, 1)
    missed = float(np.hypot(*(before + share * line - node))) > MISSED * bent
    return node[None] if missed else np.empty((0, 2))


def _trimmed(edge: Edge, number: int, partners: dict[End, End], places: dict[int, Place], bent: dict[int, float]) -> Stroke:
    """Returns an edge's points: without those near a node where it goes straight on, and with the node where it ends there."""
    along = lengths_so_far(edge.points)
    cuts, ends = [0.0, 0.0], [np.empty((0, 2)), np.empty((0, 2))]
    for side, node in enumerate(edge.nodes):
        if (number, side) in partners:
            cuts[side] = min(TRIMMED * bent[node], 0.4 * along[-1])
        elif node != FREE:
            ends[side] = np.array([places[node]])
    kept = edge.points[(along >= cuts[0]) & (along <= along[-1] - cuts[1])]
    return np.concatenate([ends[0], kept if len(kept) else edge.points[:1], ends[1]])


def _simple(stroke: Stroke, tolerance: float, smoothing: float) -> Stroke:
    """Smooths a stroke and leaves out points that lie on a line between others."""
    if len(stroke) < 3:
        return stroke
    closed = bool((stroke[0] == stroke[-1]).all())
    if closed:
        smooth = ndimage.gaussian_filter1d(stroke[:-1], smoothing, axis=0, mode="wrap")
        smooth = np.concatenate([smooth, smooth[:1]])
    else:
        smooth = ndimage.gaussian_filter1d(stroke, smoothing, axis=0, mode="nearest")
        smooth[0], smooth[-1] = stroke[0], stroke[-1]
    simple: Stroke = approximate_polygon(smooth, tolerance)
    return simple
