"""Pictures that were drawn pixel by pixel become PNG files. Where the pixels come from, this room does not know."""

from io import BytesIO

from PIL import Image

from musicdb.errors import PictureError

_CHANNELS = 4


def png(pixels: bytes, width: int, height: int) -> bytes:
    """A PNG file of `height` rows of `width` pixels, from the top, of red, green, blue and alpha with 8 bits each.

    PictureError when there are more or fewer.
    """
    if len(pixels) != width * height * _CHANNELS or not pixels:
        raise PictureError(f"{len(pixels)} bytes are no picture of {width} × {height} pixels.")
    made = BytesIO()
    Image.frombytes("RGBA", (width, height), pixels).save(made, format="PNG", compress_level=6)
    return made.getvalue()
