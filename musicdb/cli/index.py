"""`musicdb index`: looks after the index of fingerprints."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from musicdb.cli.output import as_json, print_json, print_table, progress
from musicdb.config.datalock import DataLock
from musicdb.config.reader import load_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from musicdb.fingerprint.index.changes import Items
    from musicdb.store.store import Store

_served = click.option("--served", metavar="NAME", help="The index NAME that is kept for others, not our own.")
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def index() -> None:
    """Looks after the index of fingerprints, which knows all songs by their sound.

    \b
    Example:
        musicdb index verify
        musicdb index snapshot /mnt/backups/fingerprints.tar
    """


@index.command()
@_served
@as_json
@click.pass_obj
def stats(path: Path | None, *, served: str | None, as_json: bool) -> None:
    """Shows how much there is in the index. The server may run."""
    from musicdb.fingerprint.index.reading import IndexReader

    numbers = IndexReader(_directory(path, served)).statistics()
    if as_json:
        print_json(numbers)
    else:
        rows = [(name, getattr(numbers, name)) for name in numbers.__struct_fields__]
        print_table("Index of fingerprints", ("", "number"), rows)


@index.command()
@_served
@as_json
@click.pass_obj
def verify(path: Path | None, *, served: str | None, as_json: bool) -> None:
    """Reads all of the index, and compares it with its checksums. The server may run."""
    from musicdb.fingerprint.index.reading import IndexReader

    directory = _directory(path, served)
    reader = IndexReader(directory)
    postings, documents = reader.verify(), reader.statistics().documents
    if as_json:
        print_json({"directory": str(directory), "documents": documents, "postings": postings})
    else:
        click.echo(f"{directory} is as it was written: {documents:,} fingerprints.")


@index.command()
@click.argument("file", type=_FILE)
@_served
@click.pass_obj
def snapshot(path: Path | None, *, file: Path, served: str | None) -> None:
    """Writes the index as it is now into the new file FILE. The server may run."""
    from musicdb.fingerprint.index.reading import IndexReader

    reader = IndexReader(_directory(path, served))
    reader.snapshot(file)
    click.echo(f"{file} holds {reader.statistics().documents:,} fingerprints.")


@index.command()
@click.argument("file", type=_FILE)
@_served
@click.pass_obj
def restore(path: Path | None, *, file: Path, served: str | None) -> None:
    """Puts the snapshot FILE in the place of the index. The server must not run.

    All of the snapshot is checked before anything is changed.
    """
    from musicdb.fingerprint.index.index import replace_directory
    from musicdb.fingerprint.index.snapshots import restore as restore_snapshot

    directory = _directory(path, served)
    with DataLock(load_config(path).directories.data):
        beside = directory.with_name(f"{directory.name}.restored")
        version = restore_snapshot(file, beside)
        replace_directory(beside, directory)
    click.echo(f"{directory} is what it was at version {version}.")


@index.command()
@click.pass_obj
def rebuild(path: Path | None) -> None:
    """Makes our own index anew from the fingerprints in the catalogue. The server must not run."""
    from musicdb.fingerprint.index.index import rebuild as rebuild_index
    from musicdb.store.store import Store

    directories = load_config(path).directories
    with DataLock(directories.data):
        store = Store(directories.database)
        try:
            store.indexedsounds.take_in()
            numbers = store.indexedsounds.all()
            with progress("Indexing", len(numbers)) as advance:
                count = rebuild_index(directories.fingerprints, lambda: _documents(store, numbers, advance))
        finally:
            store.close()
    click.echo(f"{directories.fingerprints} holds {count:,} fingerprints.")


def _documents(store: "Store", numbers: list[int], advance: "Callable[[str], None]") -> "Iterator[tuple[int, Items]]":
    from musicdb.insight.soundindex import documents

    for number, items in documents(store, numbers):
        advance(str(number))
        yield number, items


def _directory(path: Path | None, served: str | None) -> Path:
    directories = load_config(path).directories
    return directories.fpindex / Path(served).name if served else directories.fingerprints
