"""`musicdb check`: finds and explains what is wrong with this installation, and mends what can be mended safely."""

import sys
from pathlib import Path

import click

from musicdb.cli.output import as_json, print_json, print_table
from musicdb.config.reader import load_config

_MARKS = {"fine": "✓", "worth a look": "!", "wrong": "✗", "mended": "✓ mended"}


@click.command()
@click.option("--fix", is_flag=True, help="Mend what can be mended without any risk.")
@as_json
@click.pass_obj
def check(path: Path | None, *, fix: bool, as_json: bool) -> None:
    """Finds what is wrong with this installation, and tells what to do about it. Ends with 1 when something is wrong.

    It looks at the configuration, the directories and their permissions, free space, the database, artwork, results of
    the analysis, indexes of fingerprints, ffmpeg, the acceleration, leftover files and the
    port. Music is never touched. The server may run.

    \b
    Example:
        sudo -u musicdb musicdb check --fix
    """
    config = load_config(path)
    from musicdb.cli.checking import examine

    findings = examine(config, fix=fix)
    if as_json:
        print_json(findings)
    else:
        print_table("", ("", "what", ""), ((_MARKS[one.verdict], one.what, one.sentence) for one in findings))
    if any(finding.verdict == "wrong" for finding in findings):
        sys.exit(1)
