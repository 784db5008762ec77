"""`musicdb user`: who may use MusicDB. There is one household, and it has one password."""

import sys
from datetime import datetime
from pathlib import Path

import click

from musicdb.cli.access import open_house
from musicdb.cli.output import as_json, print_json, print_table
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


@user.group("app-password")
def app_password() -> None:
    """Passwords of apps on phones. Each app has its own."""


@app_password.command("add")
@click.argument("name")
@as_json
@click.pass_obj
def add_app_password(path: Path | None, /, *, name: str, as_json: bool) -> None:
    """Makes a password for the app on a device, called NAME, and prints it. It is not shown again."""
    with open_house(load_config(path)) as house:
        made = house.request("AddAppPassword", name=name)
    if as_json:
        print_json(made)
        return
    click.echo(f"Type this into the app. User name: {made['username']}. Password:", err=True)
    click.echo(made["password"])


@app_password.command("list")
@as_json
@click.pass_obj
def list_app_passwords(path: Path | None, /, *, as_json: bool) -> None:
    """Shows which apps have a password, and when they used it last."""
    with open_house(load_config(path)) as house:
        found = house.request("GetAppPasswords")
    if as_json:
        print_json(found)
        return
    columns = ("id", "name", "made", "last used", "by")
    rows = [(one["id"], one["name"], _day(one["created"]), _day(one["lastused"]), one["client"]) for one in found]
    print_table("App passwords", columns, rows)


@app_password.command("remove")
@click.argument("passwordid", type=int, metavar="ID")
@click.pass_obj
def remove_app_password(path: Path | None, /, *, passwordid: int) -> None:
    """Removes the password with this ID. Its app is locked out at once."""
    with open_house(load_config(path)) as house:
        house.request("RemoveAppPassword", passwordid=passwordid)


def _day(seconds: int | None) -> str:
    return "never" if seconds is None else f"{datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M}"  # noqa: DTZ006


def _ask() -> str:
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt="Once more", err=True)
    return answer
