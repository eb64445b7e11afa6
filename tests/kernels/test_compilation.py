"""Where compiled kernels are kept."""

from __future__ import annotations

from pathlib import Path

from kernels.compilation import cache_folder


def test_cache_stays_beside_a_writable_source(tmp_path: Path) -> None:
    assert cache_folder(tmp_path, {"STIPPLE_DATA": "/data"}) is None


def test_cache_goes_to_the_data_folder_when_the_source_cannot_be_written(tmp_path: Path) -> None:
    assert cache_folder(tmp_path / "absent", {"STIPPLE_DATA": "/data"}) == Path("/data/numba")


def test_an_explicit_cache_folder_wins(tmp_path: Path) -> None:
    assert cache_folder(tmp_path, {"NUMBA_CACHE_DIR": "/cache", "STIPPLE_DATA": "/data"}) == Path("/cache")
