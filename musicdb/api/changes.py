"""Functions that rename, merge and split, as plans that are shown before anything is done."""

from musicdb.api.declare import Subject
from musicdb.ids import ChangeId, SongId
from musicdb.model.changes import ChangeKind, PlannedChange, PlannedTags, TagField, Wish
from musicdb.model.events import CachesChanged
from musicdb.services import Services

changes = Subject("changes", "The order of the music: names, merging and splitting, planned before it is done.")


@changes.function("PlanChange", slow=True)
def plan_change(  # noqa: PLR0913 - one argument for each field of a wish
    services: Services,
    *,
    kind: ChangeKind,
    source: int = 0,
    target: int = 0,
    songids: tuple[SongId, ...] = (),
    artistname: str = "",
    albumname: str = "",
    release: int = 0,
    cd: int = 0,
    name: str = "",
    number: int = 0,
) -> PlannedChange:
    """What would have to be done to merge, move, split or rename something. Nothing is changed.

    - mergeartists: everything of the artist `source` goes to the artist `target`.
    - mergealbums: all files of the album `source` go to the album `target`, on demand as the disc `cd`.
    - movealbum: the album `source` goes to the artist `target`, or to the one named `artistname`.
    - splitalbum: the songs `songids` of the album `source` become the album `albumname` of the year `release`.
    - movesongs: the songs `songids` go to the album `target`.
    - renameartist: the artist `source` is called `artistname`.
    - renamealbum: the album `source` is called `albumname`, of the year `release`.
    - renamesong: the song `source` gets the `name` and the `number`, on demand on the disc `cd`.
    - renamevideo: the video `source` gets the `name`, of the year `release`.
    """
    return services.reshaper.plan(
        Wish(
            kind=kind,
            source=source,
            target=target,
            songids=songids,
            artistname=artistname,
            albumname=albumname,
            release=release,
            cd=cd,
            name=name,
            number=number,
        )
    )


@changes.function("ApplyChange", slow=True)
def apply_change(services: Services, *, plan: PlannedChange) -> ChangeId:
    """Does exactly what was planned, or refuses when the music has changed since. `UndoChange` takes it back."""
    changeid = services.reshaper.apply(plan)
    services.bus.publish(CachesChanged())
    return changeid


@changes.function("PlanTags", slow=True)
def plan_tags(services: Services, *, songid: SongId, changes: dict[TagField, tuple[str, ...]]) -> PlannedTags:
    """What would be written into the tags of the file of a song. Nothing is changed. A tag without values goes."""
    return services.retagger.plan(songid, changes)


@changes.function("EditTags", slow=True)
def edit_tags(services: Services, *, plan: PlannedTags) -> ChangeId:
    """Writes tags into the file of a song, exactly as planned; the sound stays the same. `UndoChange` takes it back."""
    changeid = services.retagger.apply(plan)
    services.bus.publish(CachesChanged())
    return changeid
