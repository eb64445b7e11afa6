"""A label per pixel from scores and from how alike neighbours look: links, colour counts, beliefs (hop 8).

``reference.py`` is the plain version, ``cpu.py`` the one that runs; a test holds them equal. Arrays hold one number
per pixel and label, (h, w, L), on a small working picture, never on the image.
"""

from __future__ import annotations

import numpy as np


def warm_up() -> None:
    """Compile the kernels, or load them from their cache, so that the first click does not wait for them."""
    from kernels.label_field import cpu  # numba is loaded by those who need it

    picture, table = np.zeros((2, 2, 3), dtype=np.uint8), np.ones(2, dtype=np.float32)
    links = np.zeros((2, 2, 4), dtype=np.float32)
    cpu.fill_links(picture, table, table, links)
    values, others = np.zeros((2, 2, 2), dtype=np.float32), np.zeros((2, 2, 2), dtype=np.float32)
    bins, is_open = np.zeros((2, 2), dtype=np.uint16), np.ones((2, 2), dtype=bool)
    colours = np.zeros((1, 2), dtype=np.float32)
    cpu.count_colours(bins, values, colours)
    cpu.believe(values, others)
    cpu.settle(values, links.astype(np.uint8), 1.0, others, is_open, 1)
    cpu.weigh(values, links.astype(np.uint8), np.zeros((2, 2), dtype=np.int32), np.zeros((2, 5)))
    cpu.enlarge(values, others)
    cpu.enlarge_open(values, is_open, bins, colours, others)
