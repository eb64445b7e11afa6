"""The Dirichlet problem of the random walker on a grid of four neighbours, solved by conjugate gradients.

The matrix is the weighted Laplacian of the pixels that are no seeds, plus each pixel's link to the background. It is
never stored: a product reads the two weight maps. Jacobi's preconditioner; a coarse answer to begin with saves most
of the iterations, since information moves one pixel in each.
"""

from __future__ import annotations

import cv2
import numpy as np

from kernels.compilation import compiled

TOLERANCE = 1e-3
"""Of the first residual's norm; at 1e-5 no mask on GrabCut changes by more than a few pixels."""
ITERATIONS = 600
COARSEST = 24
"""Longer side in pixels below which the solution starts from 0."""


def probabilities(
    picture: np.ndarray, linked: np.ndarray, seeds: np.ndarray, values: np.ndarray, beta: float
) -> np.ndarray:
    """How likely a walk from each pixel of ``picture``, float32 (h, w, C) in 0..1, first meets a seed of value 1.

    ``seeds``: bool (h, w); ``values``: float64 (h, w), 1 or 0 there. ``linked``: float64 (h, w), the weight of each
    pixel's link to the background (value 0). Two neighbours are linked by exp(-beta d^2 / mean d^2), d their distance
    in colour. Returns float64 (h, w) in 0..1.
    """
    height, width = seeds.shape
    start = np.zeros((height, width))
    if max(height, width) > COARSEST:
        size = (-(-width // 2), -(-height // 2))
        coarse = probabilities(
            np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA)).reshape(size[1], size[0], -1),
            _pooled(linked),
            _pooled(seeds.astype(np.float64)) > 0,
            _pooled(values * seeds),
            beta,
        )
        start = np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR))
    start[seeds] = values[seeds]
    right, down = weights(picture, beta)
    solve(right, down, linked, seeds, start, ITERATIONS, TOLERANCE)
    return np.clip(start, 0.0, 1.0)


def weights(picture: np.ndarray, beta: float) -> tuple[np.ndarray, np.ndarray]:
    """Links of each pixel to its right and to its lower neighbour, float64 (h, w); 0 past the border."""
    right, down = np.zeros(picture.shape[:2]), np.zeros(picture.shape[:2])
    right[:, :-1] = ((picture[:, 1:] - picture[:, :-1]) ** 2).sum(axis=2)
    down[:-1] = ((picture[1:] - picture[:-1]) ** 2).sum(axis=2)
    mean = max(float((right.sum() + down.sum()) / max(2 * right.size, 1)), 1e-12)
    right, down = np.exp(-beta * right / mean) + 1e-5, np.exp(-beta * down / mean) + 1e-5
    right[:, -1], down[-1] = 0.0, 0.0
    return right, down


def _pooled(values: np.ndarray) -> np.ndarray:
    """The largest of every 2 x 2 pixels, so that no seed is lost."""
    height, width = values.shape
    even = np.pad(values, ((0, height % 2), (0, width % 2)), mode="edge")
    pooled: np.ndarray = even.reshape(even.shape[0] // 2, 2, even.shape[1] // 2, 2).max(axis=(1, 3))
    return pooled


@compiled
def solve(
    right: np.ndarray,
    down: np.ndarray,
    linked: np.ndarray,
    seeds: np.ndarray,
    x: np.ndarray,
    iterations: int,
    tolerance: float,
) -> int:
    """Improve ``x`` (h, w) where it is no seed until the residual fell by ``tolerance``; the iterations made."""
    height, width = x.shape
    degree = linked.copy()
    for i in range(height):
        for j in range(width):
            degree[i, j] += right[i, j] + down[i, j]
            if j > 0:
                degree[i, j] += right[i, j - 1]
            if i > 0:
                degree[i, j] += down[i - 1, j]
    residual = np.zeros((height, width))
    multiply(right, down, degree, seeds, x, residual)
    scalar = 0.0
    direction = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            residual[i, j] = -residual[i, j]
            if not seeds[i, j] and degree[i, j] > 0:
                direction[i, j] = residual[i, j] / degree[i, j]
                scalar += residual[i, j] * direction[i, j]
    first = scalar
    product = np.zeros((height, width))
    for iteration in range(iterations):
        if scalar <= first * tolerance * tolerance or scalar <= 1e-20:
            return iteration
        multiply(right, down, degree, seeds, direction, product)
        curvature = 0.0
        for i in range(height):
            for j in range(width):
                curvature += direction[i, j] * product[i, j]
        step = scalar / curvature
        updated = 0.0
        for i in range(height):
            for j in range(width):
                if not seeds[i, j] and degree[i, j] > 0:
                    x[i, j] += step * direction[i, j]
                    residual[i, j] -= step * product[i, j]
                    updated += residual[i, j] * residual[i, j] / degree[i, j]
        for i in range(height):
            for j in range(width):
                if not seeds[i, j] and degree[i, j] > 0:
                    direction[i, j] = residual[i, j] / degree[i, j] + updated / scalar * direction[i, j]
        scalar = updated
    return iterations


@compiled
def multiply(
    right: np.ndarray, down: np.ndarray, degree: np.ndarray, seeds: np.ndarray, x: np.ndarray, result: np.ndarray
) -> None:
    """Write the Laplacian times ``x`` into ``result``, 0 at seeds; all (h, w)."""
    height, width = x.shape
    for i in range(height):
        for j in range(width):
            if seeds[i, j]:
                result[i, j] = 0.0
                continue
            value = degree[i, j] * x[i, j]
            if j + 1 < width:
                value -= right[i, j] * x[i, j + 1]
            if j > 0:
                value -= right[i, j - 1] * x[i, j - 1]
            if i + 1 < height:
                value -= down[i, j] * x[i + 1, j]
            if i > 0:
                value -= down[i - 1, j] * x[i - 1, j]
            result[i, j] = value
