"""How the uploads of a group could be named, and what becomes of the names a person chose. Changes nothing anywhere."""

from collections.abc import Iterable, Mapping, Sequence

from musicdb.errors import BadArgumentError, BadNameError, UnknownTaskError
from musicdb.ids import TaskId
from musicdb.library import naming
from musicdb.library.grouping import group_items
from musicdb.library.guessing import AlbumDraft, guess_album
from musicdb.library.placing import Placing, open_conflicts
from musicdb.library.uploads import Item, LibraryView, Upload, natural_order, read_upload
from musicdb.library.videonames import VideoDraft, guess_video
from musicdb.model.media import Kind
from musicdb.model.proposals import AlbumChoice, IntegrationProposal, VideoChoice

__all__ = ["LibraryView", "Upload", "check_names", "preview", "propose"]


def propose(groupid: str, uploads: Sequence[Upload], ready: bool, library: LibraryView) -> IntegrationProposal:  # noqa: FBT001 - as the record has it
    """The best names for the uploads. What is doubtful is `open`; a path is empty when a name for it is missing."""
    items = [read_upload(upload) for upload in uploads]
    known = library.artists()
    drafts = [guess_album(group, known, library) for group in group_items(items)]
    neighbors = _artists_by_folder(drafts, items)
    videos = sorted((item for item in items if item.upload.kind is Kind.VIDEO), key=natural_order)
    shots = [guess_video(item, known, neighbors.get(item.folder, "")) for item in videos]
    return _proposal(groupid, items, drafts, shots, library, ready=ready)


def preview(
    groupid: str,
    uploads: Sequence[Upload],
    ready: bool,  # noqa: FBT001 - as the record has it
    albums: Sequence[AlbumChoice],
    videos: Sequence[VideoChoice],
    library: LibraryView,
) -> IntegrationProposal:
    """The paths of the chosen names. What was not chosen stays out.

    Names that cannot be used make an empty path and are `open`; `check_names` tells why. Raises UnknownTaskError for a
    file that is not among the uploads, and BadArgumentError for one that was chosen twice or for the wrong purpose.
    """
    items = [read_upload(upload) for upload in uploads]
    _check_choices({item.taskid: item for item in items}, albums, videos)
    drafts = [AlbumDraft(choice=album, open=_unknown(album), fileopen=_unnumbered(album, items)) for album in albums]
    shots = [VideoDraft(video, () if video.release else ("release",)) for video in videos]
    return _proposal(groupid, items, drafts, shots, library, ready=ready)


def check_names(proposal: IntegrationProposal) -> None:
    """Raises BadNameError with the reason when a name of the proposal cannot be used."""
    for album in proposal.albums:
        naming.artist_directory(album.artistname)
        naming.album_directory(album.release, album.albumname)
        for file in album.files:
            naming.safe_name(file.name)
            if not file.path:
                raise BadNameError(f'"{file.sourcefilename}" cannot be named "{file.cd}-{file.number} {file.name}".')
    for video in proposal.videos:
        naming.artist_directory(video.artistname)
        naming.video_filename(video.release, video.name, video.extension)


def _proposal(
    groupid: str,
    items: Iterable[Item],
    albums: Iterable[AlbumDraft],
    videos: Iterable[VideoDraft],
    library: LibraryView,
    *,
    ready: bool,
) -> IntegrationProposal:
    placing = Placing({item.taskid: item for item in items}, library)
    proposed = open_conflicts([placing.album(draft) for draft in albums], [placing.video(draft) for draft in videos])
    return IntegrationProposal(groupid=groupid, ready=ready, albums=proposed[0], videos=proposed[1])


def _artists_by_folder(drafts: Iterable[AlbumDraft], items: Iterable[Item]) -> dict[tuple[str, ...], str]:
    folders = {item.taskid: item.folder for item in items}
    return {folders[file.taskid]: draft.choice.artistname for draft in drafts for file in draft.choice.files}


def _check_choices(items: Mapping[TaskId, Item], albums: Iterable[AlbumChoice], videos: Iterable[VideoChoice]) -> None:
    files = [file.taskid for album in albums for file in album.files]
    shots = [video.taskid for video in videos]
    seen: set[TaskId] = set()
    for taskid in (*files, *shots):
        if taskid not in items:
            raise UnknownTaskError(f"No upload {taskid!r} of this group waits for integration.")
        if taskid in seen:
            raise BadArgumentError(f'"{items[taskid].upload.sourcefilename}" was chosen twice.')
        seen.add(taskid)
    for taskid in shots:
        if items[taskid].upload.kind is not Kind.VIDEO:
            raise BadArgumentError(f'"{items[taskid].upload.sourcefilename}" is not a video.')


def _unknown(album: AlbumChoice) -> tuple[str, ...]:
    return () if album.release else ("release",)


def _unnumbered(album: AlbumChoice, items: Iterable[Item]) -> dict[TaskId, frozenset[str]]:
    songs = {item.taskid for item in items if item.upload.kind is Kind.SONG}
    return {file.taskid: frozenset({"number"}) for file in album.files if file.taskid in songs and not file.number}
