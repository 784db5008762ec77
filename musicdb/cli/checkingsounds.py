"""What `musicdb check` looks at of the analysis: results that should be there, and the indexes of fingerprints."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from musicdb.cli.findings import Finding
from musicdb.config.datalock import DataLock
from musicdb.config.schema import Config
from musicdb.errors import DataInUseError, IndexDamagedError, MusicDBError


def results(config: Config, fix: bool) -> Iterator[Finding]:  # noqa: FBT001
    """Whether each sound that was heard has its file of results. Without it, the song is to be heard again."""
    from musicdb.analysis.results import Results
    from musicdb.store.store import Store

    if not config.directories.database.is_file():
        return
    try:
        with closing(Store(config.directories.database)) as store:
            there = set(Results(config.directories.analysis).sounds())
            missing = store.heardsounds.sounds() - there
            if missing and fix:
                with DataLock(config.directories.data):
                    for sound in missing:
                        store.analyses.forget(sound)
    except DataInUseError:
        yield Finding(
            "analysis", "worth a look", f"{_missing(missing)} Stop the server, then --fix has them heard again."
        )
        return
    except MusicDBError as error:
        yield Finding("analysis", "wrong", error.message)
        return
    if not missing:
        yield Finding("analysis", "fine", f"All {len(there)} files of results are there.")
    elif fix:
        yield Finding("analysis", "mended", f"{_missing(missing)} The server will hear these songs again.")
    else:
        yield Finding("analysis", "worth a look", f"{_missing(missing)} --fix has these songs heard again.")


def indexes(config: Config, _fix: bool) -> Iterator[Finding]:  # noqa: FBT001
    """Whether the indexes can be opened. `musicdb index verify` reads all of them."""
    own, others = config.directories.fingerprints, config.directories.fpindex
    found = [own] if own.is_dir() else []
    found += sorted(path for path in others.glob("[!.]*") if path.is_dir())
    damaged = [(path, reason) for path in found if (reason := _damage(path))]
    for path, reason in damaged:
        if path == own:
            sentence = f"{reason} It is made anew from the catalogue when somebody asks, or by musicdb index rebuild."
            yield Finding("fingerprints", "worth a look", sentence)
        else:
            sentence = f"{reason} Restore a snapshot: musicdb index restore FILE --served {path.name}."
            yield Finding("fingerprints", "wrong", sentence)
    if found and not damaged:
        yield Finding("fingerprints", "fine", f"{len(found)} indexes can be opened.")


def _missing(sounds: set[str]) -> str:
    return f"Of {len(sounds)} sounds that were heard the results are gone."


def _damage(directory: Path) -> str | None:
    from musicdb.fingerprint.index.reading import IndexReader

    try:
        IndexReader(directory).statistics()
    except IndexDamagedError as error:
        return error.message
    return None
