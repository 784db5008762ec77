"""Covers: what is rendered of them, and which are refused."""

import hashlib
import os
import struct
import threading
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from musicdb.errors import InvalidContentError, PictureError
from musicdb.media.decoding import decode_picture
from musicdb.media.pictures import FULL_SIZE, convert_to_jpeg, render_artwork

SCALES = (150, 500, 1000)


def picture(width: int = 600, height: int = 600, mode: str = "RGB", kind: str = "PNG", **options: Any) -> bytes:
    """A picture file: red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), "#C02020")
    image.paste("#2020C0", (width // 2, 0, width, height))
    return encoded(image.convert(mode), kind, **options)


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """The picture file of an image."""
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def assert_red_and_blue(image: Image.Image) -> None:
    """The left is red, the right is blue, as far as JPEG, palettes and printing colors allow."""
    for x, channel in ((5, 0), (image.width - 5, 2)):
        values = image.getpixel((x, 5))
        assert isinstance(values, tuple)
        assert max(values) == values[channel] > 130
        assert sorted(values)[1] < 90


def files(directory: Path) -> set[str]:
    """All files below the directory."""
    return {str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file()}


def test_a_cover_is_rendered_in_all_sizes(tmp_path: Path) -> None:
    source = picture(2400, 1200)
    name = render_artwork(source, tmp_path / "artwork", SCALES)
    digest = hashlib.sha256(source).hexdigest()[:20]
    assert name == f"{digest}.jpg"
    places = ["", *(f"{scale}x{scale}/" for scale in SCALES)]
    assert files(tmp_path / "artwork") == {f"{place}{digest}.{kind}" for place in places for kind in ("jpg", "webp")}
    for place, width in zip(places, (FULL_SIZE, *SCALES), strict=True):
        for kind, form in (("jpg", "JPEG"), ("webp", "WEBP")):
            with Image.open(tmp_path / "artwork" / place / f"{digest}.{kind}") as image:
                assert (image.format, image.mode, image.size) == (form, "RGB", (width, width // 2))
                assert form != "JPEG" or image.info["progressive"]
                assert_red_and_blue(image)


def test_pictures_are_never_enlarged(tmp_path: Path) -> None:
    name = render_artwork(picture(300, 200), tmp_path, SCALES)
    sizes = [Image.open(tmp_path / place / name).size for place in ("", "150x150", "500x500", "1000x1000")]
    assert sizes == [(300, 200), (150, 100), (300, 200), (300, 200)]


def test_what_is_there_is_kept_and_what_is_missing_is_made(tmp_path: Path) -> None:
    source = picture()
    name = render_artwork(source, tmp_path, (150,))
    kept = {path: path.stat().st_ino for path in tmp_path.rglob("*.*g") if path.is_file()}
    assert render_artwork(source, tmp_path, (150,)) == name
    assert kept == {path: path.stat().st_ino for path in kept}
    (tmp_path / "150x150" / name).write_bytes(b"")
    render_artwork(source, tmp_path, (150, 200))
    assert Image.open(tmp_path / "150x150" / name).size == (150, 150)
    assert Image.open(tmp_path / "200x200" / name).size == (200, 200)


def test_what_a_killed_process_left_behind_is_removed(tmp_path: Path) -> None:
    workshop = tmp_path / ".unfinished"
    workshop.mkdir()
    for name, age in (("old", 10_000), ("new", 0)):
        (workshop / name).write_bytes(b"half")
        status = (workshop / name).stat()
        os.utime(workshop / name, (status.st_atime - age, status.st_mtime - age))
    render_artwork(picture(), tmp_path, ())
    assert [path.name for path in workshop.iterdir()] == ["new"]


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    source = picture()
    (tmp_path / f"{hashlib.sha256(source).hexdigest()[:20]}.jpg").mkdir(parents=True)
    with pytest.raises(OSError, match="irectory"):
        render_artwork(source, tmp_path, ())
    assert not list((tmp_path / ".unfinished").iterdir())


def test_several_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    source, names = picture(), list[str]()
    threads = [
        threading.Thread(target=lambda: names.append(render_artwork(source, tmp_path, SCALES))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names) == 4
    assert Image.open(tmp_path / "150x150" / names[0]).size == (150, 150)
    assert not list((tmp_path / ".unfinished").iterdir())


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("P", "PNG"), ("P", "GIF"), ("RGBA", "PNG"), ("RGBA", "WEBP"), ("CMYK", "JPEG"), ("RGB", "BMP"), ("RGB", "WEBP")],
)
def test_every_mode_becomes_rgb(mode: str, kind: str) -> None:
    assert_red_and_blue(decode_picture(picture(mode=mode, kind=kind), 300))


@pytest.mark.parametrize("mode", ["L", "1", "LA"])
def test_gray_pictures_become_rgb(mode: str) -> None:
    image = decode_picture(picture(mode=mode), 300)
    assert (image.mode, image.size) == ("RGB", (300, 300))


def test_gray_of_16_bits_keeps_its_shades() -> None:
    image = Image.frombytes("I;16", (64, 64), (b"\0\x40" * 32 + b"\0\xc0" * 32) * 64)
    decoded = decode_picture(encoded(image), 64)
    assert [decoded.getpixel((x, 5)) for x in (5, 60)] == [(0x40,) * 3, (0xC0,) * 3]


def test_what_is_transparent_becomes_white() -> None:
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert decode_picture(encoded(image), 64).getpixel((5, 5)) == (255, 255, 255)
    paletted = Image.new("RGB", (64, 64), "red").quantize(2)
    assert decode_picture(encoded(paletted, transparency=paletted.getpixel((5, 5))), 64).getpixel((5, 5)) == (
        255,
        255,
        255,
    )


def test_of_an_animation_the_first_frame_counts() -> None:
    second = Image.new("RGB", (600, 600), "green")
    source = picture(kind="GIF", save_all=True, append_images=[second])
    assert_red_and_blue(decode_picture(source, 300))


@pytest.mark.parametrize(("orientation", "size"), [(1, (300, 200)), (3, (300, 200)), (6, (200, 300)), (8, (200, 300))])
def test_turned_pictures_are_turned(orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert decode_picture(picture(300, 200, kind="JPEG", exif=exif), 300).size == size


def test_nonsense_beside_the_picture_does_not_matter() -> None:
    source = picture(kind="JPEG", exif=b"Exif\0\0nonsense", icc_profile=b"nonsense")
    assert_red_and_blue(decode_picture(source, 300))


def test_color_profiles_are_applied() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    assert_red_and_blue(decode_picture(picture(icc_profile=srgb.tobytes()), 300))
    assert_red_and_blue(decode_picture(picture(icc_profile=lab.tobytes()), 300))


def png_claiming(width: int, height: int) -> bytes:
    """A PNG file of a few bytes that claims to be large."""
    data = picture(16, 16)
    header = b"IHDR" + struct.pack(">II", width, height) + data[24:29]
    return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (b"", "damaged"),
        (b"nonsense", "damaged"),
        (picture(kind="JPEG")[:2000], "damaged"),
        (picture()[:400], "damaged"),
        (picture(kind="WEBP")[:400], "damaged"),
        (png_claiming(60_000, 60_000), "damaged|which no cover has"),
        (png_claiming(8_000, 8_000), "which no cover has"),
        (png_claiming(16, 16_385), "which no cover has"),
        (picture(2000, 20), "which no cover has"),
        (picture(1, 1), "Send a larger one"),
        (picture(kind="TIFF"), "not a JPEG, PNG, WebP or GIF"),
        (bytes(65 * 1024 * 1024), "Send a smaller one"),
    ],
)
def test_unusable_pictures_are_refused(tmp_path: Path, source: bytes, sentence: str) -> None:
    with pytest.raises(PictureError, match=sentence):
        render_artwork(source, tmp_path / "artwork", SCALES)
    assert not (tmp_path / "artwork").exists()


def test_a_picture_is_converted_to_jpeg(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture(2400, 300, mode="RGBA"))
    convert_to_jpeg(tmp_path / "a.png", tmp_path / "b.jpg")
    with Image.open(tmp_path / "b.jpg") as image:
        assert (image.format, image.size) == ("JPEG", (2000, 250))
    with pytest.raises(InvalidContentError):
        convert_to_jpeg(tmp_path / "nowhere", tmp_path / "c.jpg")


def test_the_covers_of_the_corpus_are_rendered(corpus: Path, tmp_path: Path) -> None:
    for path in (*corpus.rglob("cover.jpg"), *corpus.rglob("*.png")):
        assert (tmp_path / render_artwork(path.read_bytes(), tmp_path, SCALES)).stat().st_size > 1000
