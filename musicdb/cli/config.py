"""`musicdb config`: what is in effect, and what is wrong."""

from pathlib import Path

import click

from musicdb.config.printer import print_config
from musicdb.config.reader import find_config, load_config


@click.command()
@click.option("--check", metavar="FILE", type=click.Path(path_type=Path), help="Only tell what is wrong with FILE.")
@click.pass_obj
def config(path: Path | None, check: Path | None) -> None:
    """Prints the configuration that is in effect, or what is wrong with it."""
    if check:
        load_config(check)
        click.echo(f"{check} is fine.")
        return
    file = find_config(path)
    loaded = load_config(file)
    _print_ini(f"# {file or 'all defaults; there is no configuration file'}\n\n{print_config(loaded)}")


def _print_ini(text: str) -> None:
    from rich.console import Console
    from rich.syntax import Syntax

    console = Console()
    if console.is_terminal:
        console.print(Syntax(text, "ini", theme="ansi_dark", background_color="default"))
    else:
        click.echo(text, nl=False)
