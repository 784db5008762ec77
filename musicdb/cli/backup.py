"""`musicdb backup`: copies everything MusicDB keeps, while it runs."""

from pathlib import Path

import click

from musicdb.cli.output import as_json, print_json, progress
from musicdb.config.reader import load_config


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@as_json
@click.pass_obj
def backup(path: Path | None, *, directory: Path, as_json: bool) -> None:
    """Copies everything MusicDB keeps into the new directory DIR.

    That is the catalogue with the history, artwork, settings, secrets, results of the analysis, and indexes of
    fingerprints that are kept for others. Uploads that are under way are left out, and music is: it lies in the music
    directory. The server may run. Each file is read back and compared.

    \b
    Example:
        musicdb backup /mnt/backups/musicdb-$(date +%F)
    """
    from musicdb.library.backup import make_backup

    config = load_config(path)
    with progress("Copying", 0) as advance:
        made = make_backup(config.directories.data, directory, advance)
    if as_json:
        print_json(made)
    else:
        size = sum(file.size for file in made.files.values())
        click.echo(f"{len(made.files)} files, {size / 1e6:.1f} MB, are in {directory}, read back and compared.")
