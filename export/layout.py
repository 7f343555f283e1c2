"""Places for many points of many dimensions: a map by t-SNE, and fewer dimensions by principal components. Arrays in, arrays out.

Both come from scikit-learn; docs/project/decisions/atlas.md says why.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

PERPLEXITY = 30
"""About how many neighbours of each point t-SNE keeps near: scikit-learn's default."""
DIMENSIONS = 32
"""Dimensions that features are reduced to."""
MARGIN = 0.02
"""What stays empty at each edge of the map, as a share of its side."""


@dataclass(frozen=True, slots=True)
class Reduced:
    """Points in fewer dimensions: ``round(scale * (point - mean) @ matrix.T)``."""

    values: npt.NDArray[np.int8]
    """``(n, dimensions)``"""
    mean: Floats
    """``(d,)``"""
    matrix: Floats
    """``(dimensions, d)``, rows of length 1"""
    scale: float
    """Makes the largest value 127."""


def lay_out(points: Floats, seed: int = 0) -> Floats:
    """Lays points ``(n, d)`` out on a square map; returns places ``(n, 2)`` in 0..1.

    The same points and seed give the same map on the same machine: with several threads, sums are rounded in another order each time,
    and threads wait for each other a thousand times where other programs run. Source: van der Maaten and Hinton, "Visualizing data
    using t-SNE", 2008.
    """
    from sklearn.manifold import TSNE
    from threadpoolctl import threadpool_limits

    perplexity = min(PERPLEXITY, (len(points) - 1) / 3)
    with threadpool_limits(1):
        found = TSNE(2, init="pca", random_state=seed, perplexity=perplexity, n_jobs=1).fit_transform(points)
    low, high = found.min(axis=0), found.max(axis=0)
    centred = (found - (low + high) / 2) / max(float((high - low).max()), 1e-12)
    places: Floats = (0.5 + (1 - 2 * MARGIN) * centred).astype(np.float32)
    return places


def reduce(points: Floats, dimensions: int = DIMENSIONS) -> Reduced:
    """Reduces points ``(n, d)`` to their principal components, at most as many as there are."""
    from sklearn.decomposition import PCA

    found = PCA(min(dimensions, *points.shape), svd_solver="full").fit(points)
    values = (points - found.mean_) @ found.components_.T
    scale = 127 / max(float(np.abs(values).max()), 1e-12)
    return Reduced(np.round(scale * values).astype(np.int8), found.mean_.astype(np.float32), found.components_.astype(np.float32), scale)


def neighbours(points: Floats, count: int) -> npt.NDArray[np.int64]:
    """Returns the nearest other points of each, nearest first: ``(n, count)`` places in ``points``, or as many as there are."""
    from sklearn.neighbors import NearestNeighbors

    found = NearestNeighbors(n_neighbors=min(count, len(points) - 1), algorithm="brute").fit(points)
    nearest: npt.NDArray[np.int64] = found.kneighbors(return_distance=False)
    return nearest


def kept_neighbours(wanted: npt.NDArray[np.int64], found: npt.NDArray[np.int64]) -> float:
    """Returns the share of the wanted neighbours ``(n, k)`` that are among those found, ``(n, m)``."""
    return float(np.mean([len(set(one) & set(other)) / len(one) for one, other in zip(wanted.tolist(), found.tolist(), strict=True)]))
