"""`musicdb user`: who may use MusicDB. There is one household, and it has one password."""

import sys
from pathlib import Path

import click

from musicdb.config.reader import load_config


@click.group()
def user() -> None:
    """Sets who may use MusicDB."""


@user.command()
@click.option("--stdin", is_flag=True, help="Read the password from the first line of the standard input.")
@click.pass_obj
def password(path: Path | None, *, stdin: bool) -> None:
    """Sets the password of the household. Browsers that are not on this machine ask for it."""
    config = load_config(path)
    secret = sys.stdin.readline().rstrip("\r\n") if stdin else _ask()
    from musicdb.net.passwords import set_password

    set_password(config.directories.config, secret)
    click.echo("The password is set.", err=True)


@user.command()
@click.pass_obj
def acoustid(path: Path | None) -> None:
    """Prints the key programs that speak AcoustID use, as the key of a user and of an application."""
    config = load_config(path)
    from musicdb.net.acoustidkeys import household_key

    click.echo(household_key(config.directories.config))
    if not config.acoustid.serve:
        click.echo("They are not answered yet: set `serve = yes` in the section [acoustid] of musicdb.ini.", err=True)


def _ask() -> str:
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt="Once more", err=True)
    return answer
