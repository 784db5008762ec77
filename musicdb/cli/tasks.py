"""`musicdb tasks`: what is under way, and how to end it."""

from pathlib import Path

import click

from musicdb.cli.access import open_house
from musicdb.cli.output import as_json, print_json, print_table
from musicdb.config.reader import load_config


@click.group()
def tasks() -> None:
    """Shows what is under way, and ends it.

    \b
    Example:
        musicdb tasks list
        musicdb tasks remove 0b5c9a7e-5f0e-4a53-9b3a-6d5f6f1e8a11
    """


@tasks.command("list")
@as_json
@click.pass_obj
def list_tasks(path: Path | None, *, as_json: bool) -> None:
    """Shows uploads, imports and scans that have not ended."""
    with open_house(load_config(path)) as house:
        groups = house.request("GetCurrentTasks")
    if as_json:
        print_json(groups)
        return
    found = [task for group in groups.values() for task in group]
    rows = [
        (
            task["id"],
            task["contenttype"],
            task["state"],
            task["albumpath"] or task["videopath"] or task["sourcefilename"],
            task["annotations"].get("failure", {}).get("message", ""),
        )
        for task in found
    ]
    print_table(f"{len(found)} tasks", ("id", "content", "state", "what", "failure"), rows)


@tasks.command()
@click.argument("taskids", nargs=-1, required=True, metavar="TASKID…")
@click.pass_obj
def remove(path: Path | None, *, taskids: tuple[str, ...]) -> None:
    """Ends tasks, whatever their state, and removes what was uploaded for them."""
    with open_house(load_config(path)) as house:
        for taskid in taskids:
            house.request("RemoveUpload", taskid=taskid)
    click.echo(f"{len(taskids)} removed.", err=True)
