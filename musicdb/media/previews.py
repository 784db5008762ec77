"""Writes the pictures of a video: frames, an animation of them, and thumbnails, each also in smaller sizes.

A picture in the size 150×83 of `frame-01.jpg` is `frame-01 (150×83).jpg` beside it. It is cropped, so that it has that
size exactly.
"""

import os
import secrets
import shutil
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from musicdb.disk import sync_directory
from musicdb.errors import PictureError
from musicdb.media.decoding import decode_picture

Size = tuple[int, int]

_STILL = 1280
_MOVING = 640
"""The width and height in pixels that pictures in no particular size are limited to."""

_WORKSHOP = ".unfinished"


def write_frames(frames: Sequence[bytes], directory: Path, sizes: Iterable[Size], seconds: float) -> bool:
    """Writes `frame-01.jpg` and so on, and an endless `preview.webp` in which each frame is seen for some seconds.

    The directory appears complete or not at all; one that is there already is kept. Returns whether it has an
    animation: that takes two frames. PictureError when a frame is unusable.
    """
    animated = len(frames) > 1
    if directory.is_dir():
        return animated
    pictures = [decode_picture(frame, _STILL) for frame in frames]
    workshop = directory.parent / _WORKSHOP / secrets.token_hex(8)
    workshop.mkdir(parents=True)
    try:
        wanted = [None, *sizes]
        for number, picture in enumerate(pictures, start=1):
            for size in wanted:
                _put(workshop / _named(f"frame-{number:02}", size, "jpg"), _jpeg(_fitted(picture, size)))
        for size in wanted if animated else ():
            moving = [_fitted(picture, size or _MOVING) for picture in pictures]
            _put(workshop / _named("preview", size, "webp"), _animation(moving, round(seconds * 1000)))
        sync_directory(workshop)
        workshop.rename(directory)
        sync_directory(directory.parent)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return animated


def write_still(source: bytes, directory: Path, stem: str, sizes: Iterable[Size]) -> None:
    """Writes a picture as `<stem>.jpg` and in all sizes into a directory that is there. Each file appears complete.

    PictureError when the picture is unusable.
    """
    picture = decode_picture(source, _STILL)
    for size in (*sizes, None):
        target = directory / _named(stem, size, "jpg")
        unfinished = directory / f".{secrets.token_hex(8)}"
        try:
            _put(unfinished, _jpeg(_fitted(picture, size)))
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)


def _named(stem: str, size: Size | None, extension: str) -> str:
    return f"{stem}.{extension}" if size is None else f"{stem} ({size[0]}×{size[1]}).{extension}"


def _fitted(picture: Image.Image, size: Size | int | None) -> Image.Image:
    """Cropped to a size, or made smaller than an edge."""
    if isinstance(size, tuple):
        return ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
    smaller = picture.copy()
    if size is not None:
        smaller.thumbnail((size, size), Image.Resampling.LANCZOS)
    return smaller


def _jpeg(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, format="JPEG", quality=85, progressive=True, optimize=True)
    return buffer.getvalue()


def _animation(pictures: Sequence[Image.Image], milliseconds: int) -> bytes:
    buffer = BytesIO()
    first, *others = pictures
    try:
        first.save(
            buffer,
            format="WEBP",
            save_all=True,
            append_images=others,
            duration=milliseconds,
            loop=0,
            quality=75,
            method=4,
        )
    except (OSError, ValueError) as error:
        raise PictureError("The preview of a video cannot be written as WebP.") from error
    return buffer.getvalue()


def _put(target: Path, data: bytes) -> None:
    with target.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
