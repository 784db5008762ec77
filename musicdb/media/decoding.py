"""Makes an upright RGB picture of whatever a cover comes as, or refuses it. Pillow decodes; this file distrusts.

Everything costly happens after the size that the header announces is known to be sensible.
"""

from collections.abc import Callable
from io import BytesIO

# JPEG, PNG, GIF and BMP are registered by Pillow itself; WebP has to be asked for. JPEG includes MPO, made by cameras.
from PIL import Image, ImageCms, ImageFile, WebPImagePlugin

from musicdb.errors import PictureError

_FORMATS = ("JPEG", "PNG", WebPImagePlugin.WebPImageFile.format, "GIF", "BMP")
_MOST_PIXELS = 50_000_000
_LONGEST_EDGE = 16_384
_SHORTEST_EDGE = 16
_MOST_OBLONG = 20
_LARGEST_SOURCE = 64 * 1024 * 1024
_ORIENTATION = 0x0112
_REDUCIBLE = ("RGB", "RGBA", "L", "LA", "CMYK")

# What has to be done to see the picture upright, by the value of the EXIF field (Exif 2.32, 4.6.4).
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decode_picture(source: bytes, edge: int) -> Image.Image:
    """The picture in sRGB, upright and opaque, at most `edge` pixels wide and high. Of an animation the first frame.

    PictureError when it is damaged, of an unknown format, or larger or stranger than a cover can be.
    """
    if len(source) > _LARGEST_SOURCE:
        raise PictureError(f"The picture has more than {_LARGEST_SOURCE >> 20} MiB. Send a smaller one.")
    opened = _attempt(lambda: Image.open(BytesIO(source), formats=_FORMATS))
    _check_size(*opened.size)
    return _attempt(lambda: _decode(opened, edge))


def _attempt(act: Callable[[], Image.Image]) -> Image.Image:
    try:
        return act()
    except Exception as error:  # damaged pictures make Pillow raise nearly anything
        raise PictureError("The picture is damaged, or not a JPEG, PNG, WebP or GIF picture.") from error


def _check_size(width: int, height: int) -> None:
    short, long = sorted((width, height))
    if short < _SHORTEST_EDGE:
        raise PictureError(f"The picture has only {width} × {height} pixels. Send a larger one.")
    if long > _LONGEST_EDGE or width * height > _MOST_PIXELS or long > short * _MOST_OBLONG:
        raise PictureError(f"The picture has {width} × {height} pixels, which no cover has. Scale it down or crop it.")


def _decode(opened: Image.Image, edge: int) -> Image.Image:
    if isinstance(opened, ImageFile.ImageFile) and opened.format in {"JPEG", "MPO"}:
        opened.draft(None, (edge, edge))  # decodes at 1/2, 1/4 or 1/8 of the size, but never below the edge
    orientation, profile = _orientation(opened), opened.info.get("icc_profile")
    opened.load()
    # Whole steps are cheap. Without this a picture of 49 million pixels with transparency takes 650 MB and 7 seconds.
    factor = max(opened.size) // edge if opened.mode in _REDUCIBLE and "transparency" not in opened.info else 1
    picture = _opaque(_eight_bits(opened.reduce(factor) if factor > 1 else opened))
    picture = _standard_colors(picture, profile)
    picture.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=None)
    return picture.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else picture


def _orientation(opened: Image.Image) -> int:
    """Broken EXIF data does not spoil a picture."""
    try:
        return int(opened.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 -- as above
        return 1


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Gray of 16 bits keeps its upper 8; Pillow's own conversion would clip."""
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    return picture


def _opaque(picture: Image.Image) -> Image.Image:
    """What is transparent becomes white: covers with transparency are made for paper. Color spaces stay."""
    if picture.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(layered, mask=layered.getchannel("A"))
        return paper
    return picture if picture.mode in {"RGB", "L", "CMYK"} else picture.convert("RGB")


def _standard_colors(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The colors its profile means, in sRGB. Without a profile that fits, numbers are taken as they are."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if "sRGB" in ImageCms.getProfileDescription(source):
                return picture.convert("RGB")
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return picture.convert("RGB")
        if converted is not None:
            return converted
    return picture.convert("RGB")
