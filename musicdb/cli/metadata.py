"""`musicdb metadata`: what the tags of a file say. Needs no server and no catalogue."""

from pathlib import Path
from typing import Any

import click

from musicdb.cli.output import as_json, print_json, print_table


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="PATH")
@click.option("--cover", type=click.Path(path_type=Path), metavar="FILE", help="Write the embedded picture to FILE.")
@as_json
def metadata(*, file: Path, cover: Path | None, as_json: bool) -> None:
    """Shows what the tags of a song or video say, and writes its picture to a file.

    \b
    Example:
        musicdb metadata --cover /tmp/cover.jpg "/var/music/Rammstein/2005 - Rosenrot/01 Benzin.flac"
    """
    import msgspec

    from musicdb.errors import NotFoundError
    from musicdb.media.tags import read_picture, read_tags

    tags = msgspec.to_builtins(read_tags(file))
    if as_json:
        print_json(tags)
    else:
        extra = tags.pop("extra")
        rows = [(name, value) for name, value in tags.items() if value not in ("", [], None)]
        rows += list(extra.items())
        print_table(str(file), ("tag", "value"), ((name, _plain(value)) for name, value in rows))
    if cover:
        picture = read_picture(file)
        if picture is None:
            raise NotFoundError(f"There is no picture in {file}.")
        cover.write_bytes(picture)


def _plain(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
