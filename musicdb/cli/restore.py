"""`musicdb restore`: puts a backup back."""

from pathlib import Path

import click

from musicdb.cli.output import as_json, print_json, progress
from musicdb.config.datalock import DataLock
from musicdb.config.reader import load_config


@click.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option("--force", is_flag=True, help="Also when the catalogue was changed since the backup was made.")
@as_json
@click.pass_obj
def restore(path: Path | None, *, directory: Path, force: bool, as_json: bool) -> None:
    """Puts the backup in DIR back. The server must not run. All its files are checked before anything is changed.

    The state until now is not lost: it is moved to `replaced` in the data directory. Uploads stay where they are.

    \b
    Example:
        musicdb restore /mnt/backups/musicdb-2026-11-20
    """
    from musicdb.library.backup import restore_backup

    data = load_config(path).directories.data
    with DataLock(data), progress("Restoring", 0) as advance:
        aside = restore_backup(directory, data, force=force, advance=advance)
    if as_json:
        print_json({"data": str(data), "replaced": str(aside)})
    else:
        click.echo(f"{directory} is restored to {data}. What was there before is in {aside}.")
