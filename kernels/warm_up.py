"""Every compiled kernel at once: a worker calls this when it starts, so that no click waits for a compiler."""

from __future__ import annotations

from kernels import grid_cut, label_field, label_map, rle


def warm_up() -> None:
    """Compile all kernels, or load them from their cache: 15 s the first time on a machine, 0.5 s after."""
    grid_cut.warm_up()
    label_field.warm_up()
    label_map.warm_up()
    rle.warm_up()
