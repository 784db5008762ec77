"""`musicdb duplicates`: shows songs that sound alike, which file is better and why, and does what a person decides."""

from pathlib import Path
from typing import Any

import click

from musicdb.cli.access import House, open_house
from musicdb.cli.output import as_json, print_json
from musicdb.config.reader import load_config

_MOST = 500
_VERDICTS = ("same", "excerpt", "contains", "related")
_CHOICES = {
    "b": ("keepboth", "keep both"),
    "j": ("join", "join as one recording"),
    "s": ("split", "split: two recordings"),
    "1": ("keepfirst", "keep the first; the other goes to the removed files"),
    "2": ("keepsecond", "keep the second; the other goes to the removed files"),
    "r": ("replacefirst", "give the first the file of the second"),
    "t": ("replacesecond", "give the second the file of the first"),
    "n": ("", "nothing now"),
    "q": ("", "quit"),
}


@click.command()
@click.option("-i", "--interactive", is_flag=True, help="Ask for each pair what shall be done.")
@click.option("--verdict", "verdicts", type=click.Choice(_VERDICTS), multiple=True, help="Only these (all).")
@click.option("-l", "--limit", type=click.IntRange(1, _MOST), default=100, help="How many pairs at most (100).")
@as_json
@click.pass_obj
def duplicates(
    path: Path | None, /, *, interactive: bool, verdicts: tuple[str, ...], limit: int, as_json: bool
) -> None:
    """Shows songs that sound alike and nobody has decided about. Whatever is done can be undone.

    \b
    Example:
        musicdb duplicates --verdict same
        musicdb duplicates --interactive
    """
    with open_house(load_config(path)) as house:
        found = house.request("GetDuplicates", verdicts=verdicts or _VERDICTS, limit=limit)
        if as_json:
            print_json(found)
            return
        for number, pair in enumerate(found["duplicates"], 1):
            _print(number, found["total"], pair)
            if interactive and not _decide(house, pair):
                return
    if not found["total"]:
        click.echo("No two songs sound alike, as far as they were analyzed.")
    elif found["total"] > len(found["duplicates"]):
        click.echo(f"… and {found['total'] - len(found['duplicates'])} more.")


def _print(number: int, total: int, pair: dict[str, Any]) -> None:
    click.echo(f"\n{number} of {total}: {pair['verdict']}{', one recording' if pair['onerecording'] else ''}")
    for name in ("first", "second"):
        mark = "*" if pair["better"] == pair[name]["songid"] else " "
        click.echo(f" {mark} {name:6} {pair[name]['path']}  ({_facts(pair[name]['quality'])})")
    for reason in pair["reasons"]:
        click.echo(f"     {reason}")


def _facts(quality: dict[str, Any]) -> str:
    facts = [quality["codec"], f"{quality['bitrate'] // 1000} kbit/s"]
    if quality.get("duration"):
        facts.append(f"{quality['duration']:.1f} s")
    if quality.get("cutoff"):
        facts.append(f"up to {quality['cutoff'] / 1000:.1f} kHz")
    return ", ".join(facts)


def _decide(house: House, pair: dict[str, Any]) -> bool:
    """Asks a person. Whether to go on."""
    for key, (_, sentence) in _CHOICES.items():
        click.echo(f"   {key}  {sentence}")
    key = click.prompt("   What shall be done", type=click.Choice(list(_CHOICES)), default="n", show_choices=False)
    choice = _CHOICES[key][0]
    if choice:
        first, second = pair["first"]["songid"], pair["second"]["songid"]
        changeid = house.request("DecideDuplicate", first=first, second=second, choice=choice)
        click.echo(f"   Done. It is change {changeid}, and can be undone.")
    return key != "q"
