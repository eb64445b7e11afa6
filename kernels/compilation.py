"""How the CPU kernels are compiled: numba, without the GIL, cached on disk.

A compile costs about half a second per kernel, so the machine code is kept. numba writes beside the source; where
that folder is read-only (an installed package, a container) the cache goes to ``NUMBA_CACHE_DIR`` or, when that is
not set, to the ``numba`` folder of ``STIPPLE_DATA``. Import this only from modules that hold kernels: numba costs
0.3 s and 60 MB, which a web process that only stores run lengths need not pay.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])


def cache_folder(source: Path, environment: dict[str, str]) -> Path | None:
    """Where compiled kernels go, or None for numba's own choice beside ``source``."""
    if environment.get("NUMBA_CACHE_DIR"):
        return Path(environment["NUMBA_CACHE_DIR"])
    if os.access(source, os.W_OK):
        return None
    data = environment.get("STIPPLE_DATA")
    return (Path(data) if data else Path(tempfile.gettempdir()) / f"stipple-{os.getuid()}") / "numba"


def compiled(function: F) -> F:
    """``function`` as machine code at its first call; releases the GIL; IEEE arithmetic in the order as written."""
    return cast(F, numba.njit(nogil=True, cache=True, error_model="numpy")(function))


_folder = cache_folder(Path(__file__).resolve().parent, dict(os.environ))
if _folder is not None:
    _folder.mkdir(parents=True, exist_ok=True)
    vars(numba.config)["CACHE_DIR"] = str(_folder)  # read when a kernel is compiled
