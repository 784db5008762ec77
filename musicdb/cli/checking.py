"""What `musicdb check` looks at. Each examination tells what it found; some know how to mend it."""

import contextlib
import os
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from musicdb.cli.access import open_house
from musicdb.cli.checkingsounds import indexes, results
from musicdb.cli.findings import Examination, Finding, Verdict
from musicdb.cli.waiting import wait_for_tasks
from musicdb.config.certificate import days_left
from musicdb.config.datalock import DataLock, holder_of
from musicdb.config.schema import Config
from musicdb.errors import DataInUseError, MusicDBError
from musicdb.media.ffmpeg import ffmpeg_version, find_ffmpeg
from musicdb.net.acceleration import is_accelerated
from musicdb.net.admission import check_binding
from musicdb.store.safekeeping import examine_database, schema_of

_LEFTOVER_SECONDS = 3600.0
_LEAST_FREE = 100 * 1024 * 1024
_CERTIFICATE_DAYS = 30


def examine(config: Config, *, fix: bool) -> list[Finding]:
    """Looks at everything. With `fix` mends what can be mended safely."""
    findings = [Finding("configuration", "fine", "It can be read, and has no mistakes.")]
    for examination in _EXAMINATIONS:
        findings += examination(config, fix)
    return findings


def _music(config: Config, _fix: bool) -> Iterator[Finding]:  # noqa: FBT001
    music = config.directories.music
    try:
        is_empty = next(music.iterdir(), None) is None
    except OSError as error:
        advice = "Mount it, create it, or correct [directories] music."
        yield Finding("music directory", "wrong", f"{music} cannot be read: {error.strerror}. {advice}")
        return
    if not os.access(music, os.W_OK | os.X_OK):
        sentence = f"{music} cannot be written, so nothing can be uploaded. Allow it, or leave it so on purpose."
        yield Finding("music directory", "worth a look", sentence)
    elif is_empty:
        yield Finding("music directory", "worth a look", f"{music} is empty. Is the disk mounted?")
    else:
        yield Finding("music directory", "fine", f"{music} can be read and written.")


def _data(config: Config, fix: bool) -> Iterator[Finding]:  # noqa: FBT001
    paths = config.directories
    before = list(_faults_of_directories(config))
    if fix:
        for directory in (paths.data, paths.tasks, paths.uploads, paths.artwork, paths.config):
            with contextlib.suppress(OSError):
                directory.mkdir(parents=True, exist_ok=True)
                directory.chmod(directory.stat().st_mode | 0o700)
        for secret in _open_secrets(paths.config):
            secret.chmod(0o600)
    after = list(_faults_of_directories(config))
    mended = (sentence for _, sentence in before if sentence not in {left for _, left in after})
    yield from (Finding("data directory", "mended", sentence) for sentence in mended)
    yield from (Finding("data directory", verdict, sentence) for verdict, sentence in after)
    if not before:
        yield Finding("data directory", "fine", f"{paths.data} can be written, and its secrets are secret.")


def _faults_of_directories(config: Config) -> Iterator[tuple[Verdict, str]]:
    paths = config.directories
    for directory in (paths.data, paths.tasks, paths.uploads, paths.artwork, paths.config):
        if not directory.is_dir():
            yield "worth a look", f"{directory} is not there yet; --fix or the server makes it."
        elif not os.access(directory, os.R_OK | os.W_OK | os.X_OK):
            advice = "Run this as the user of MusicDB, or change its owner."
            yield "wrong", f"{directory} cannot be written by this user. {advice}"
    for secret in _open_secrets(paths.config):
        yield "wrong", f"{secret} can be read by other users; --fix makes it private."


def _open_secrets(directory: Path) -> list[Path]:
    files = (path for path in directory.glob("*") if path.is_file()) if os.access(directory, os.R_OK) else ()
    return [path for path in files if path.stat().st_mode & 0o077]


def _space(config: Config, _fix: bool) -> Iterator[Finding]:  # noqa: FBT001
    for directory in (config.directories.data, config.directories.music):
        if not directory.is_dir():
            continue
        free = shutil.disk_usage(directory).free
        sentence = f"{free / 1e9:.1f} GB are free at {directory}."
        if free < _LEAST_FREE:
            yield Finding("free space", "wrong", f"{sentence} Make room, else nothing can be kept.")
        elif free < config.uploads.reserve:
            yield Finding("free space", "worth a look", f"{sentence} Nothing is accepted for upload below the reserve.")
        else:
            yield Finding("free space", "fine", sentence)


def _database(config: Config, _fix: bool) -> Iterator[Finding]:  # noqa: FBT001
    path = config.directories.database
    if not path.is_file():
        yield Finding("database", "worth a look", f"There is no {path} yet. It is made when the server starts.")
        return
    try:
        version = schema_of(path)
        faults = examine_database(path)
    except MusicDBError as error:
        yield Finding("database", "wrong", error.message)
        return
    for fault in faults:
        yield Finding("database", "wrong", f"{fault} Restore a backup: musicdb restore DIR.")
    if not faults:
        yield Finding("database", "fine", f"{path} is whole, version {version}.")


def _artwork(config: Config, fix: bool) -> Iterator[Finding]:  # noqa: FBT001
    if not config.directories.database.is_file():
        return
    try:
        with open_house(config) as house:
            missing = house.request("FindMissingArtworks")
            if missing and fix:
                wait_for_tasks(house, [task for path in missing for task in house.request("UpdateArtworks", path=path)])
                left = house.request("FindMissingArtworks")
                yield Finding("artwork", "mended", f"{len(missing) - len(left)} pictures were made again.")
                missing = left
            unused = len(house.request("FindUnusedArtworks"))
            if unused and fix:
                unused = house.request("CollectArtworks")
    except MusicDBError as error:
        yield Finding("artwork", "wrong", error.message)
        return
    if missing:
        sentence = f"{len(missing)} pictures are missing, that of {missing[0]} for one; --fix makes them again."
        yield Finding("artwork", "worth a look", sentence)
    else:
        yield Finding("artwork", "fine", "All pictures are there, in all sizes.")
    if unused:
        verdict: Verdict = "mended" if fix else "worth a look"
        yield Finding("artwork", verdict, f"{unused} pictures are used by nobody any more; --fix removes them.")


def _ffmpeg(config: Config, _fix: bool) -> Iterator[Finding]:  # noqa: FBT001
    try:
        found = find_ffmpeg(str(config.tools.ffmpeg or ""))
        version = ".".join(map(str, ffmpeg_version(found)))
        yield Finding("ffmpeg", "fine", f"{found} is version {version}.")
    except MusicDBError as error:
        yield Finding("ffmpeg", "wrong", error.message)


def _acceleration(_config: Config, _fix: bool) -> Iterator[Finding]:  # noqa: FBT001
    if is_accelerated():
        yield Finding("acceleration", "fine", "Autobahn has its native code: uploads are fast.")
    else:
        advice = "Install a binary wheel of autobahn, 25.12.2 or newer."
        yield Finding("acceleration", "worth a look", f"Autobahn has no native code: uploads are slow. {advice}")


def _leftovers(config: Config, fix: bool) -> Iterator[Finding]:  # noqa: FBT001
    paths = config.directories
    patterns = ((paths.artwork, ".unfinished/*"), (paths.tasks, "*.tmp"), (paths.data, "*.part"))
    old = time.time() - _LEFTOVER_SECONDS
    found = [
        path
        for directory, pattern in patterns
        for path in directory.glob(pattern)
        if path.is_file() and path.stat().st_mtime < old
    ]
    for path in found if fix else ():
        path.unlink(missing_ok=True)
    if found:
        verdict: Verdict = "mended" if fix else "worth a look"
        yield Finding("leftover files", verdict, f"{len(found)}, for example {found[0]}; --fix removes them.")
    for broken in paths.tasks.glob("*.broken"):
        yield Finding("leftover files", "worth a look", f"{broken} was no task. Remove it when you do not need it.")
    if not found:
        yield Finding("leftover files", "fine", "None of interrupted work.")


def _port(config: Config, _fix: bool) -> Iterator[Finding]:  # noqa: FBT001
    settings = config.websocket
    try:
        check_binding(config)
        with DataLock(config.directories.data):
            _try_port(settings.bind, settings.port)
        yield Finding("port", "fine", f"{settings.port} is free at {settings.bind}; no server runs.")
    except DataInUseError as error:
        holder = holder_of(config.directories.data)
        at = f"The server runs, and answers at {holder.url}." if holder and holder.url else error.message
        yield Finding("port", "fine", at)
    except MusicDBError as error:
        yield Finding("port", "wrong", error.message)
    except OSError as error:
        sentence = f"{settings.bind}, port {settings.port}, cannot be used: {error.strerror}. Choose another port."
        yield Finding("port", "wrong", sentence)


def _certificate(config: Config, _fix: bool) -> Iterator[Finding]:  # noqa: FBT001
    if config.websocket.cert is None:
        return
    try:
        left = days_left(config.websocket.cert)
    except MusicDBError as error:
        yield Finding("certificate", "wrong", error.message)
        return
    sentence = f"{config.websocket.cert} is good for {left:.0f} days."
    if left <= 0:
        yield Finding("certificate", "wrong", f"{config.websocket.cert} has expired. Renew it: musicdb certificate.")
    elif left < _CERTIFICATE_DAYS:
        yield Finding("certificate", "worth a look", f"{sentence} Renew it in time: musicdb certificate.")
    else:
        yield Finding("certificate", "fine", sentence)


def _try_port(bind: str, port: int) -> None:
    family, kind, protocol, _, address = socket.getaddrinfo(bind, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        probe.listen()


_EXAMINATIONS: tuple[Examination, ...] = (
    _music,
    _data,
    _space,
    _database,
    _artwork,
    results,
    indexes,
    _ffmpeg,
    _acceleration,
    _leftovers,
    _certificate,
    _port,
)
