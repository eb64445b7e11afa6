"""Expansion moves on a grid: a label gains exactly the pixels that lower the energy most (hop 8 of the way of a click).

Boykov, Veksler & Zabih, "Fast approximate energy minimization via graph cuts" (PAMI 2001); the minimum cut of each move
is found as in Boykov & Kolmogorov, "An experimental comparison of min-cut/max-flow algorithms" (PAMI 2004).
``reference.py`` is the plain version, ``cpu.py`` the one that runs; a test holds their energies equal.
"""

from __future__ import annotations

import numpy as np


def warm_up() -> None:
    """Compile the kernels, or load them from their cache, so that the first click does not wait for them."""
    from kernels.grid_cut.cpu import expand  # numba is loaded by those who need it

    scores, links = np.zeros((2, 2, 2), dtype=np.float32), np.zeros((2, 2, 4), dtype=np.uint8)
    expand(scores, links, 1.0, np.ones((2, 2), dtype=bool), 1, np.zeros((2, 2), dtype=np.int32))
