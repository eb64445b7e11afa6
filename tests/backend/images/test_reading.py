"""Every accepted kind of file comes out as upright sRGB pixels; every other is refused with its reason."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageCms
from pytest_django import Settings

from backend.images.reading import check_header, read, read_rgb
from backend.images.refusal import Refused
from tests.backend.images.pictures import (
    encoded,
    four_corners,
    gray_ramp,
    jpeg,
    mean_difference,
    noise,
    png_header,
    written,
)

ROTATE = Pillow.Transpose
STORED_AS = {
    1: None,
    2: ROTATE.FLIP_LEFT_RIGHT,
    3: ROTATE.ROTATE_180,
    4: ROTATE.FLIP_TOP_BOTTOM,
    5: ROTATE.TRANSPOSE,
    6: ROTATE.ROTATE_90,
    7: ROTATE.TRANSVERSE,
    8: ROTATE.ROTATE_270,
}
LOSSLESS = {"PNG": {}, "WEBP": {"lossless": True}, "TIFF": {}}
ALL_KINDS = {**LOSSLESS, "JPEG": {"quality": 95}, "HEIF": {"quality": 95}, "BMP": {}, "GIF": {}}


def reason(path: Path) -> str:
    with pytest.raises(Refused) as refusal:
        read_rgb(path)
    assert refusal.value.detail.endswith(".")
    return refusal.value.code


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_kind_keeps_its_colours_and_size(tmp_path: Path, kind: str) -> None:
    rgb = read_rgb(written(tmp_path, encoded(four_corners(), kind, **ALL_KINDS[kind])))
    assert (rgb.dtype, rgb.flags.c_contiguous) == (np.uint8, True)
    assert mean_difference(rgb, four_corners()) < 3


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "TIFF with LZW", "HEIF"])
@pytest.mark.parametrize("orientation", STORED_AS)
def test_orientation_is_applied_exactly_once(tmp_path: Path, kind: str, orientation: int) -> None:
    upright = Pillow.fromarray(four_corners())
    turn = STORED_AS[orientation]
    exif = Pillow.Exif()
    exif[274] = orientation
    options = {"compression": "tiff_lzw"} if "LZW" in kind else ALL_KINDS[kind]
    content = encoded(
        upright.transpose(turn) if turn is not None else upright, kind[:4], exif=exif.tobytes(), **options
    )
    assert mean_difference(read_rgb(written(tmp_path, content)), four_corners()) < 3


def test_grayscale_becomes_three_equal_channels(tmp_path: Path) -> None:
    rgb = read_rgb(written(tmp_path, encoded(gray_ramp(), "PNG")))
    assert (rgb == gray_ramp()[..., None]).all()


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_are_scaled_by_full_range(tmp_path: Path, kind: str) -> None:
    words = np.linspace(0, 65535, 512, dtype=np.uint16).reshape(16, 32)
    rgb = read_rgb(written(tmp_path, encoded(words, kind)))
    assert (rgb == (words >> 8).astype(np.uint8)[..., None]).all()


def test_big_endian_sixteen_bit_tiff_is_read_alike(tmp_path: Path) -> None:
    words = np.linspace(0, 65535, 512, dtype=np.uint16).reshape(16, 32)
    picture = Pillow.frombytes("I;16B", (32, 16), words.astype(">u2").tobytes())
    rgb = read_rgb(written(tmp_path, encoded(picture, "TIFF")))
    assert (rgb == (words >> 8).astype(np.uint8)[..., None]).all()


@pytest.mark.parametrize(("largest", "shift"), [(255, 0), (4095, 4), (4096, 8)])
def test_words_with_fewer_bits_do_not_come_out_black(tmp_path: Path, largest: int, shift: int) -> None:
    words = np.linspace(0, largest, 512, dtype=np.uint16).reshape(16, 32)
    rgb = read_rgb(written(tmp_path, encoded(words, "TIFF")))
    assert (rgb == (words >> shift).astype(np.uint8)[..., None]).all()


def test_float_tiff_is_stretched_from_its_smallest_to_its_largest_value(tmp_path: Path) -> None:
    values = np.linspace(-3.5, 12.25, 512, dtype=np.float32).reshape(16, 32)
    rgb = read_rgb(written(tmp_path, encoded(values, "TIFF")))
    assert (rgb[0, 0, 0], rgb[-1, -1, 0]) == (0, 255)
    assert mean_difference(rgb[..., 0], np.linspace(0, 255, 512).reshape(16, 32)) < 1


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_is_not_inverted(tmp_path: Path, kind: str) -> None:
    content = encoded(Pillow.fromarray(four_corners()).convert("CMYK"), kind)
    assert mean_difference(read_rgb(written(tmp_path, content)), four_corners()) < 8


def test_transparency_is_laid_on_white(tmp_path: Path) -> None:
    pixels = np.dstack([four_corners(), np.full((64, 96), 255, np.uint8)])
    pixels[:32, :48, 3] = 0
    pixels[32:, 48:, 3] = 128
    for kind in ("PNG", "WEBP", "TIFF"):
        rgb = read_rgb(written(tmp_path, encoded(pixels, kind, **LOSSLESS[kind])))
        assert (rgb[10, 10] == 255).all(), kind
        assert mean_difference(rgb[40:, 60:], (four_corners()[40:, 60:].astype(int) + 255) // 2) < 2, kind
        assert (rgb[40, 10] == four_corners()[40, 10]).all(), kind


def test_transparent_palette_entry_is_laid_on_white(tmp_path: Path) -> None:
    picture = Pillow.fromarray(four_corners()).quantize(4)
    see_through = picture.getpixel((0, 0))
    rgb = read_rgb(written(tmp_path, encoded(picture, "PNG", transparency=see_through)))
    assert (rgb[0, 0] == 255).all()
    assert mean_difference(rgb[:, 48:], four_corners()[:, 48:]) < 3


def test_one_bit_and_gray_with_alpha_are_read(tmp_path: Path) -> None:
    checks = np.indices((8, 8)).sum(0) % 2 == 1
    assert (read_rgb(written(tmp_path, encoded(checks, "PNG")))[..., 0] == checks * 255).all()
    gray = Pillow.merge("LA", [Pillow.new("L", (4, 4), 100), Pillow.new("L", (4, 4), 0)])
    assert (read_rgb(written(tmp_path, encoded(gray, "PNG"))) == 255).all()


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_the_first_frame_of_many_counts(tmp_path: Path, kind: str) -> None:
    first, second = Pillow.fromarray(four_corners()), Pillow.new("RGB", (96, 64), "black")
    options = {"lossless": True} if kind == "WEBP" else {}
    picture = read(written(tmp_path, encoded(first, kind, save_all=True, append_images=[second], **options)))
    assert mean_difference(picture.rgb, four_corners()) < 3
    assert not picture.is_plain


def test_an_embedded_profile_is_honoured(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    to_lab = ImageCms.profileToProfile(
        Pillow.fromarray(four_corners()), ImageCms.createProfile("sRGB"), lab, outputMode="LAB"
    )
    assert to_lab is not None
    rgb = read_rgb(written(tmp_path, encoded(to_lab, "TIFF", icc_profile=lab.tobytes())))
    assert mean_difference(rgb, four_corners()) < 6


def test_a_broken_profile_is_ignored(tmp_path: Path) -> None:
    content = encoded(four_corners(), "PNG", icc_profile=b"no profile at all" * 20)
    assert (read_rgb(written(tmp_path, content)) == four_corners()).all()


@pytest.mark.parametrize(
    ("content", "is_plain"),
    [
        (jpeg(), True),
        (encoded(four_corners(), "PNG"), True),
        (encoded(gray_ramp(), "PNG"), True),
        (encoded(four_corners(), "WEBP"), True),
        (encoded(np.zeros((4, 4), np.uint16), "PNG"), False),
        (encoded(Pillow.fromarray(four_corners()).convert("CMYK"), "JPEG"), False),
        (encoded(Pillow.fromarray(four_corners()).convert("RGBA"), "PNG"), False),
        (encoded(four_corners(), "TIFF"), False),
        (encoded(four_corners(), "BMP"), False),
    ],
)
def test_only_what_every_browser_shows_alike_is_plain(tmp_path: Path, content: bytes, is_plain: bool) -> None:
    assert read(written(tmp_path, content)).is_plain is is_plain


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "HEIF", "TIFF", "GIF"])
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(tmp_path: Path, kind: str, part: float) -> None:
    content = encoded(noise(96, 64), kind)
    assert reason(written(tmp_path, content[: int(len(content) * part)])) in {"truncated", "cannot-decode"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_truncation_is_seen_before_anything_is_decoded(tmp_path: Path, kind: str) -> None:
    content = encoded(noise(96, 64), kind)
    with pytest.raises(Refused) as refusal:
        check_header(written(tmp_path, content[: len(content) // 2]))
    assert refusal.value.code == "truncated"


def test_bytes_after_the_end_of_a_jpeg_are_no_fault(tmp_path: Path) -> None:
    assert read_rgb(written(tmp_path, jpeg() + b"\x00" * 100_000)).shape == (64, 96, 3)


def test_a_jpeg_whose_thumbnail_is_whole_is_still_seen_to_be_cut(tmp_path: Path) -> None:
    exif = b"Exif\x00\x00" + jpeg(16, 16)
    content = encoded(noise(96, 64), "JPEG", exif=exif)
    assert reason(written(tmp_path, content[:-200])) == "truncated"


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"just some text", "not-an-image"),
        (b"\x00" * 5000, "not-an-image"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>', "svg"),
        (b"\xef\xbb\xbf  <SVG onload=alert(1)>", "svg"),
        (b"<!DOCTYPE html><html></html>", "html"),
        (zipped(), "archive"),
        (b"\x1f\x8b\x08rest", "archive"),
        (b"%PDF-1.7", "unsupported-type"),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41", "unsupported-type"),
        (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf", "unsupported-type"),
        (b"BM is not always a bitmap", "not-an-image"),
        (b"\xff\xd8\xff", "truncated"),
        (b"\x89PNG\r\n\x1a\n", "truncated"),
        (b"II*\x00\x08\x00\x00\x00", "cannot-decode"),
    ],
)
def test_what_is_no_image_is_refused_with_its_reason(tmp_path: Path, content: bytes, code: str) -> None:
    assert reason(written(tmp_path, content)) == code


def test_a_decompression_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    assert reason(written(tmp_path, png_header(50_000, 50_000))) == "too-many-pixels"


def webp_canvas(width: int, height: int) -> bytes:
    body = b"VP8X" + (10).to_bytes(4, "little") + bytes(4)
    body += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WEBP" + body


def test_a_webp_bomb_is_refused_before_its_canvas_is_allocated(tmp_path: Path) -> None:
    assert reason(written(tmp_path, webp_canvas(16_000_000, 16_000_000))) == "too-many-pixels"


def test_the_limit_of_pixels_is_the_settings(tmp_path: Path, settings: Settings) -> None:
    settings.ENV = replace(settings.ENV, max_pixels=96 * 64)
    for kind, options in ALL_KINDS.items():
        assert read_rgb(written(tmp_path, encoded(four_corners(), kind, **options))).shape == (64, 96, 3)
        path = written(tmp_path, encoded(four_corners(98, 64), kind, **options))
        assert reason(path) == "too-many-pixels", kind
