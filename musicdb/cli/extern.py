"""`musicdb extern`: brings music to a player or a card."""

import sys
from pathlib import Path
from typing import Any

import click

from musicdb.cli.access import House, open_house
from musicdb.cli.output import as_json, print_json, progress_of_many
from musicdb.cli.waiting import Outcome, wait_for_tasks
from musicdb.config.reader import load_config


@click.command()
@click.option("-i", "--init", is_flag=True, help="Make the device ready: write .mdbstate/config.ini.")
@click.option("-u", "--update", is_flag=True, help="Bring the device up to date.")
@click.option("-n", "--plan", is_flag=True, help="Tell what an update would do.")
@click.argument("mountpoint", type=click.Path(path_type=Path))
@as_json
@click.pass_obj
def extern(path: Path | None, /, *, mountpoint: Path, as_json: bool, **acts: bool) -> None:
    """Keeps the music on a device like a selection of the collection.

    Songs that are new or have changed are copied, those that are not selected any more are removed. What an
    interrupted update has done is not done again. Files that MusicDB has not put there are never touched. What is
    selected, and what the device can do, stands in .mdbstate/config.ini on it.

    \b
    Example:
        musicdb extern --init /media/player
        editor /media/player/.mdbstate/config.ini
        musicdb extern --update /media/player
    """
    chosen = [name for name, wanted in acts.items() if wanted]
    if len(chosen) != 1:
        raise click.UsageError("Say exactly one of --init, --update and --plan.")
    root = mountpoint.absolute()
    if acts["init"]:
        from musicdb.library.devices import initialize_device

        file = initialize_device(root)
        if as_json:
            print_json({"config": str(file)})
        else:
            click.echo(f"{root} is ready. Look at {file}, then: musicdb extern --update {mountpoint}")
        return
    with open_house(load_config(path)) as house:
        told = _update(house, root) if acts["update"] else house.request("PlanExport", path=str(root))
    if as_json:
        print_json(told)
    elif acts["plan"]:
        _tell_plan(told)
    else:
        _tell_result(told)
    if told.get("failure") or told.get("failed"):
        sys.exit(1)


def _update(house: House, root: Path) -> dict[str, Any]:
    """Does an update, and returns its result; with a `failure` when it ended early."""
    outcomes: list[Outcome] = []
    with progress_of_many("Exporting") as advance:

        def told(news: dict[str, Any]) -> None:
            if news["event"] == "onProgress":
                advance(news["done"] + news["fraction"], news["total"], news["name"])

        taskid = house.request("InitiateExport", path=str(root))
        wait_for_tasks(house, [taskid], outcomes.append, told)
    outcome = outcomes[0]
    if outcome.failure:
        return {"failure": outcome.failure}
    result: dict[str, Any] = outcome.annotations.get("export", {"failure": "It was ended."})
    return result


def _tell_plan(plan: dict[str, Any]) -> None:
    for mark, key in (("+", "new"), ("~", "changed"), ("-", "removed"), ("?", "missing")):
        for name in plan[key]:
            click.echo(f"{mark} {name}")
    counts = f"{len(plan['new'])} new, {len(plan['changed'])} changed, {len(plan['removed'])} to remove"
    click.echo(f"{plan['selected']} songs are selected: {counts}.")


def _tell_result(result: dict[str, Any]) -> None:
    if failure := result.get("failure"):
        click.echo(f"musicdb: {failure}", err=True)
        return
    click.echo(f"{result['copied']} songs were copied, {result['removed']} removed.")
    for sentence, names in (
        ("is missing in the collection; on the device it stays as it is", result["missing"]),
        ("was changed by somebody else and stays", result["kept"]),
        ("has a path that is too long for this device", result["toolong"]),
    ):
        for name in names:
            click.echo(f"musicdb: {name} {sentence}.", err=True)
    for reason in result["failed"].values():
        click.echo(f"musicdb: {reason}", err=True)
