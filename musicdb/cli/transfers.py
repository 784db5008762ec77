"""`musicdb results dump` and `load`: through a running server over its HTTP API, else by opening the house."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import click
import msgspec

from musicdb.bus import Bus
from musicdb.cli.access import opened_services, trusting
from musicdb.cli.output import as_json as as_json_option
from musicdb.cli.output import print_json
from musicdb.config.datalock import DataLock, Holder, holder_of
from musicdb.config.reader import load_config
from musicdb.config.schema import Config
from musicdb.errors import BackupError, DataInUseError, MusicDBError, ServerGoneError

_PIECE = 4 << 20


class _Door(Protocol):
    """Where dumps go out and come in."""

    def dump(self, target: Path, selectionid: str | None) -> None: ...

    def load(self, source: Path) -> dict[str, Any]: ...


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--selection", metavar="UUID", help="Only what belongs to its songs.")
@click.pass_obj
def dump(path: Path | None, *, file: Path, selection: str | None) -> None:
    """Writes results, presets, experiences, selections and annotations into FILE, without the music."""
    if file.exists():
        raise BackupError(f"{file} is there already, and nothing is overwritten. Choose another name.")
    part = file.with_name(f".{file.name}.part")
    try:
        with _door(load_config(path)) as door:
            door.dump(part, selection)
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    click.echo(f"{file}: {file.stat().st_size} bytes")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json_option
@click.pass_obj
def load(path: Path | None, *, file: Path, as_json: bool) -> None:
    """Takes in what FILE tells that is not known here. Songs are found by their sound; nothing is overwritten."""
    with _door(load_config(path)) as door:
        report = door.load(file)
    if as_json:
        print_json(report)
        return
    click.echo(f"{report['sounds']} sounds, {report['matched']} of them of songs that are here")
    for name in ("results", "definitions", "tracks", "annotations"):
        click.echo(f"{name}: {report[name]['taken']} taken, {report[name]['known']} known already")
    for reason in report["left"]:
        click.echo(f"left: {reason}")
    if report["more"]:
        click.echo(f"left: {report['more']} more")


@contextmanager
def _door(config: Config) -> Iterator[_Door]:
    try:
        lock = DataLock(config.directories.data)
    except DataInUseError:
        holder = holder_of(config.directories.data)
        if holder is None or holder.url is None:
            raise
        yield _Server(config, holder)
        return
    with lock, opened_services(config, Bus()) as services:
        yield _Inside(services)


class _Inside:
    """The services in this very process."""

    def __init__(self, services: Any) -> None:
        self._transfers = services.transfers

    def dump(self, target: Path, selectionid: str | None) -> None:
        self._transfers.dump(target, selectionid)

    def load(self, source: Path) -> dict[str, Any]:
        report: dict[str, Any] = msgspec.to_builtins(self._transfers.load(source))
        return report


class _Server:
    """The HTTP API of a running server."""

    def __init__(self, config: Config, holder: Holder) -> None:
        self._url = str(holder.url)
        self._context = trusting(config, self._url)
        key = (config.directories.config / "wsapikey.txt").read_text("ascii").strip()
        self._headers = {"Authorization": f"Bearer {key}"}

    def dump(self, target: Path, selectionid: str | None) -> None:
        import shutil

        query = f"?selectionid={selectionid}" if selectionid else ""
        with self._ask("GET", f"dump{query}") as answer, target.open("wb") as file:
            shutil.copyfileobj(answer, file)

    def load(self, source: Path) -> dict[str, Any]:
        size = source.stat().st_size
        told = self._json("POST", "loads", "application/json", msgspec.json.encode({"size": size}))
        offset = 0
        with source.open("rb") as file:
            while piece := file.read(_PIECE):
                address = f"loads/{told['id']}?offset={offset}"
                told = self._json("PUT", address, "application/octet-stream", piece)
                offset += len(piece)
        report: dict[str, Any] = told.get("report") or {}
        return report

    def _json(self, method: str, path: str, kind: str, body: bytes) -> dict[str, Any]:
        with self._ask(method, path, body, kind) as answer:
            read: dict[str, Any] = msgspec.json.decode(answer.read())
        return read

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Any:
        from urllib.error import HTTPError, URLError
        from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

        headers = self._headers | ({"Content-Type": kind} if kind else {})
        request = Request(f"{self._url}api/v1/{path}", body, headers, method=method)  # noqa: S310 -- our own server
        opener = build_opener(ProxyHandler({}), HTTPSHandler(context=self._context))
        try:
            return opener.open(request)
        except HTTPError as error:
            raise MusicDBError(msgspec.json.decode(error.read())["detail"]) from error
        except (URLError, OSError) as error:
            raise ServerGoneError(f"The server cannot be reached at {self._url}: {error}.") from error
