"""The media type a file is sent with, by the extension of its name, the same on every machine.

Only what a browser plays or shows without running it is sent as what it is. All else is a download: a page in the music
directory must never run as a page of ours.
"""

from pathlib import PurePath

_TYPES = {
    ".aac": "audio/aac",
    ".aif": "audio/aiff",
    ".aiff": "audio/aiff",
    ".alac": "audio/mp4",
    ".ape": "audio/x-ape",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".wma": "audio/x-ms-wma",
    ".wv": "audio/x-wavpack",
    ".avi": "video/x-msvideo",
    ".m4v": "video/mp4",
    ".mkv": "video/x-matroska",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".ogv": "video/ogg",
    ".webm": "video/webm",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".webp": "image/webp",
}
_PAGE_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
DOWNLOAD = "application/octet-stream"
_SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def page_type(name: str) -> str:
    """The type of a file that comes with MusicDB itself."""
    extension = PurePath(name).suffix.lower()
    return _PAGE_TYPES.get(extension) or _TYPES.get(extension, DOWNLOAD)


def media_headers(name: str) -> dict[str, str]:
    """The headers of a file that came from somebody: its type, and what keeps it from running."""
    known = _TYPES.get(PurePath(name).suffix.lower())
    if known:
        return {"Content-Type": known}
    return {"Content-Type": DOWNLOAD, "Content-Disposition": "attachment", "Content-Security-Policy": _SANDBOX}
