"""`musicdb tags`: shows and changes genres, subgenres and moods."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from musicdb.cli.access import House, open_house
from musicdb.cli.output import as_json, print_json, print_table
from musicdb.config.reader import load_config
from musicdb.errors import BadArgumentError, NotFoundError

_GROUPS = {"genre": "genres", "subgenre": "subgenres", "mood": "moods"}
_CLASS = click.Choice(list(_GROUPS))
_COLOR = re.compile("#[0-9A-Fa-f]{6}")
_COLUMNS = ("id", "name", "parent", "icon", "color", "x", "y")


def _color(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not _COLOR.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no color. Write one like #FFCC00.")
    return value


@click.command()
@click.option("-c", "--create", type=_CLASS, metavar="CLASS", help="Make a tag.")
@click.option("-m", "--modify", type=_CLASS, metavar="CLASS", help="Change a tag.")
@click.option("-d", "--delete", type=_CLASS, metavar="CLASS", help="Remove a tag from everything it hangs on.")
@click.option("-l", "--list", "list_", type=_CLASS, metavar="CLASS", help="Show all tags of a class.")
@click.option("-n", "--name", default="", help="The name of the tag.")
@click.option("--set-parent", "parent", metavar="GENRE", help="The genre of a subgenre.")
@click.option("--set-name", "newname", metavar="NAME", help="Another name.")
@click.option("--set-icon", "icon", metavar="ICON", help="One Unicode character, or HTML.")
@click.option("--set-color", "color", metavar="#RRGGBB", callback=_color, help="The color.")
@click.option(
    "--set-posx", "posx", type=int, metavar="X", help="The column in the grid of moods, or the place of a genre."
)
@click.option("--set-posy", "posy", type=int, metavar="Y", help="The row in the grid of moods.")
@as_json
@click.pass_obj
def tags(path: Path | None, /, *, name: str, as_json: bool, **given: Any) -> None:
    """Shows and changes genres, subgenres and moods.

    CLASS is genre, subgenre or mood.

    \b
    Example:
        musicdb tags --list genre
        musicdb tags --create subgenre --name "Industrial Metal" --set-parent Metal
        musicdb tags --modify mood --name Happy --set-icon ☺ --set-color "#FFCC00"
    """
    acts = {act: given.pop(act) for act in ("create", "modify", "delete", "list_")}
    chosen = [(act, class_) for act, class_ in acts.items() if class_]
    if len(chosen) != 1:
        raise click.UsageError("Say exactly one of --create, --modify, --delete and --list.")
    ((act, class_),) = chosen
    if act != "list_" and not name:
        raise click.UsageError("Name the tag with --name.")
    settings = {option: value for option, value in given.items() if value is not None}
    with open_house(load_config(path)) as house:
        if act == "create":
            _create(house, class_, name, settings)
        elif act == "modify":
            _modify(house, class_, name, settings)
        elif act == "delete":
            house.request("DeleteTag", tagid=_find(house, class_, name)["id"])
        found = house.request("GetTags")
    _tell(found, class_, as_json=as_json)


def _create(house: House, class_: str, name: str, settings: Mapping[str, Any]) -> None:
    rest = dict(settings)
    if class_ == "genre":
        house.request("AddGenre", name=name)
    elif class_ == "subgenre":
        if "parent" not in rest:
            raise click.UsageError("A subgenre needs its genre: --set-parent.")
        house.request("AddSubgenre", name=name, parentname=rest.pop("parent"))
    else:
        needed = {option: rest.pop(option, default) for option, default in (("icon", "?"), ("posx", 0), ("posy", 0))}
        house.request("AddMoodFlag", name=name, color=rest.pop("color", None), **needed)
    if rest:
        _modify(house, class_, name, rest)


def _modify(house: House, class_: str, name: str, settings: Mapping[str, Any]) -> None:
    tagid = _find(house, class_, name)["id"]
    if not settings:
        raise click.UsageError("Say what to change, for example with --set-name.")
    for option, value in settings.items():
        attribute, new = {"newname": "name", "parent": "parentid"}.get(option, option), value
        if option == "parent":
            if class_ != "subgenre":
                raise BadArgumentError("Only a subgenre has a parent.")
            new = _find(house, "genre", value)["id"]
        house.request("ModifyTag", tagid=tagid, attribute=attribute, value=new)


def _find(house: House, class_: str, name: str) -> dict[str, Any]:
    for tag in house.request("GetTags")[_GROUPS[class_]]:
        if tag["name"].casefold() == name.casefold():
            found: dict[str, Any] = tag
            return found
    raise NotFoundError(f"There is no {class_} {name!r}.")


def _tell(found: dict[str, Any], class_: str, *, as_json: bool) -> None:
    if as_json:
        print_json(found[_GROUPS[class_]])
        return
    names = {tag["id"]: tag["name"] for tag in found["genres"]}
    rows = (
        (tag["id"], tag["name"], names.get(tag["parentid"]), tag["icon"], tag["color"], tag["posx"], tag["posy"])
        for tag in found[_GROUPS[class_]]
    )
    print_table(_GROUPS[class_].capitalize(), _COLUMNS, rows)
