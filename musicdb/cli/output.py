"""How commands tell: tables for people, JSON for programs, progress for those who wait."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

_ENDLESS = 10_000

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")


def print_json(value: Any) -> None:
    """Prints a value as JSON, indented."""
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Prints rows below their columns. Numbers stand at the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for row in rows:
        table.add_row(
            *(Text(f"{cell:,}" if type(cell) is int else str(cell if cell is not None else "")) for cell in row)
        )
        for column, cell in zip(table.columns, row, strict=True):
            if type(cell) is int:
                column.justify = "right"
    console = Console()
    if not console.is_terminal:
        # Into a file or a pipe goes every row as one line, however long it is.
        console = Console(width=_ENDLESS)
    console.print(table)


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[str], None]]:
    """A bar on the standard error, when that is a terminal. Calling the result with a name goes on by one."""
    with _bar(what, total) as (bar, task):
        yield lambda name: bar.update(task, advance=1, description=name[-40:] or what)


@contextmanager
def progress_of_many(what: str) -> Iterator[Callable[[float, int, str], None]]:
    """The same for work that tells how much of how much is done, parts included, and what is under way."""
    with _bar(what, None) as (bar, task):
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name[-40:] or what)


@contextmanager
def _bar(what: str, total: int | None) -> Iterator[tuple[Any, Any]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield bar, bar.add_task(what, total=total)
