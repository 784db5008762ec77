"""Integration: uploads get their names and places in the music directory. Nothing there is ever overwritten."""

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from musicdb.bus import Bus
from musicdb.config.schema import Config
from musicdb.errors import BadArgumentError, CollisionError, MusicDBError, TaskStateError
from musicdb.ids import TaskId
from musicdb.library.naming import album_of
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.library.proposal import LibraryView, Upload, check_names, preview, propose
from musicdb.media.checksums import checksum
from musicdb.media.tags import read_tags
from musicdb.model.media import FileTags, Kind
from musicdb.model.proposals import AlbumChoice, IntegrationProposal, ProposedFile, ProposedVideo, VideoChoice
from musicdb.model.tasks import ArtworkSource, ContentType, State, Task
from musicdb.taskmanagement.importmanager import ImportManager
from musicdb.taskmanagement.replacementmanager import REPLACES
from musicdb.taskmanagement.shelf import TaskShelf
from musicdb.taskmanagement.states import Event
from musicdb.taskmanagement.taskmanager import TaskManager

log = logging.getLogger(__name__)

Decision = dict[TaskId, dict[str, str]]

_DECISION = "decision"
_ON_THE_WAY = (State.WAITFORCHUNK, State.UPLOADCOMPLETE, State.PREPROCESSING)
_WAITING = (State.READYFORINTEGRATION, State.INTEGRATIONFAILED)
_BEING_INTEGRATED = (State.STARTINTEGRATION, State.INTEGRATING)


class IntegrationManager(TaskManager):
    """Names groups of uploads and moves them into the music directory."""

    def __init__(
        self,
        shelf: TaskShelf,
        bus: Bus,
        wake: Callable[[TaskId], None],
        config: Config,
        music: MusicDirectory,
        planner: Planner,
        library: LibraryView,
        imports: ImportManager,
    ) -> None:
        super().__init__(shelf, bus, wake)
        self._directory = config.directories.uploads
        self._music = music
        self._planner = planner
        self._library = library
        self._imports = imports
        # Of two decisions about the same files the first one counts.
        self._deciding = threading.Lock()

    def propose_integration(self, groupid: str) -> IntegrationProposal:
        """How the files of a group could be named."""
        members = self._members(groupid)
        return propose(groupid, self._uploads(members), _is_ready(members), self._library)

    def preview_integration(
        self, groupid: str, albums: Sequence[AlbumChoice], videos: Sequence[VideoChoice]
    ) -> IntegrationProposal:
        """What becomes of the names a person chose."""
        members = self._members(groupid)
        return preview(groupid, self._uploads(members), _is_ready(members), albums, videos, self._library)

    def integrate_uploads(
        self, groupid: str, albums: Sequence[AlbumChoice], videos: Sequence[VideoChoice]
    ) -> list[TaskId]:
        """Begins to integrate a group under the chosen names; the import follows by itself.

        Raises an error, and begins nothing, when a name cannot be used or a file of that name is there already.
        """
        with self._deciding:
            return self._integrate(self.preview_integration(groupid, albums, videos))

    def _integrate(self, chosen: IntegrationProposal) -> list[TaskId]:
        check_names(chosen)
        _check_targets(_files_of(chosen))
        decision = {
            **{
                file.taskid: {"albumfilepath": file.path, "albumpath": album.path}
                for album in chosen.albums
                for file in album.files
            },
            **{video.taskid: {"videopath": video.path} for video in chosen.videos},
        }
        self._carry_out(decision)
        return list(decision)

    def _carry_out(self, decision: Decision) -> None:
        # Many tasks cannot be written in one step. One of them keeps the decision until all others follow it, so that
        # after a crash an album is neither half named nor half confirmed.
        keeper = min(decision, key=lambda taskid: self.get_task_by_id(taskid).state is not State.READYFORINTEGRATION)
        self._shelf.annotate(keeper, {_DECISION: decision})
        self._follow(keeper, decision)

    def _follow(self, keeper: TaskId, decision: Decision) -> None:
        for taskid, paths in decision.items():
            task = self._shelf.find(taskid)
            if taskid != keeper and task and task.state in _WAITING:
                self._begin(taskid, **paths)
        self._begin(keeper, **decision[keeper])

    def initiate_content_integration(self, taskid: TaskId, musicpath: str) -> Task:
        """Begins to integrate one upload at a path a client made up, as clients of MusicDB 8 do."""
        task = self.get_task_by_id(taskid)
        target = self._music.resolve(musicpath)
        if task.contenttype is ContentType.ARTWORK:
            path = {"videopath": musicpath} if target.is_file() else {"albumpath": musicpath}
            source = {"awsourcetype": ArtworkSource.IMAGEFILE, "awsourcepath": task.preprocessedpath}
            return self.happen(task, Event.ILLUSTRATED, **path, **source)
        if target.exists() and not self._is_same(task, target):
            raise CollisionError(f"There is already a file {musicpath}, and MusicDB never overwrites music.")
        if task.contenttype is ContentType.VIDEO:
            return self.happen(task, Event.INTEGRATED, videopath=musicpath)
        return self.happen(task, Event.INTEGRATED, albumfilepath=musicpath, albumpath=album_of(musicpath))

    def integrate_uploaded_file(self, task: Task) -> str:
        """Puts an uploaded file into its place. What is there already with the same content stays as it is."""
        path = task.videopath or task.albumfilepath
        if path is None:
            raise BadArgumentError(f"Nobody said where {task.sourcefilename} shall go.")
        try:
            if not self._is_same(task, self._music.resolve(path)):
                source = self._directory / str(task.preprocessedpath or task.uploadpath)
                self._planner.place(f"Add {path}", source, path, key=task.id)
        except Exception:
            # The rest of the album may have waited for this file to be the last.
            if task.albumpath and self._music.resolve(task.albumpath).is_dir():
                self._import_album_after(task)
            raise
        return "done"

    def conclude_integration(self, task: Task) -> str:
        """Begins the import of an album with the last of its files, and of a video at once."""
        if task.videopath and task.annotations.get("importafter"):
            self._imports.initiate_music_import(ContentType.VIDEO, task.videopath, task.annotations.get("groupid"))
        else:
            self._import_album_after(task)
        return "done"

    def _import_album_after(self, task: Task) -> None:
        # A decision that is being carried out may be about more files of this album.
        with self._deciding:
            last = not any(self._is_neighbor(task, other) for other in self._shelf.all())
        if last and task.annotations.get("importafter"):
            groupid = task.annotations.get("groupid")
            self._imports.initiate_music_import(ContentType.ALBUM, str(task.albumpath), groupid)

    def consider_autopilot(self, task: Task) -> str:
        """Integrates a group without a person when all of it has come and the tags leave nothing open.

        What a person decided before a crash is carried out first. A picture that was sent for an album or a video
        goes there, and a song that shall replace another one does so.
        """
        musicpath = task.annotations.get("artworkof")
        if task.contenttype is ContentType.ARTWORK and isinstance(musicpath, str):
            self.initiate_content_integration(task.id, musicpath)
            return "done"
        if isinstance(self.get_task_by_id(task.id).annotations.get(REPLACES), int):
            self.happen(task, Event.REPLACED)
            return "done"
        with self._deciding:
            decision = self.get_task_by_id(task.id).annotations.get(_DECISION)
            if isinstance(decision, dict) and task.id in decision:
                self._follow(task.id, decision)
            else:
                self._decide_alone(task)
        return "done"

    def _decide_alone(self, task: Task) -> None:
        groupid = task.annotations.get("groupid")
        if not groupid or not task.annotations.get("autopilot"):
            return
        members = self._members(groupid)
        if not _is_whole(members) or not _is_ready(members):
            return
        proposal = self.propose_integration(groupid)
        if any(album.open for album in proposal.albums) or any(file.open for file in _files_of(proposal)):
            return
        try:
            self._integrate(proposal)
        except MusicDBError as error:
            log.info("The group %s waits for a person: %s", groupid, error)

    def remove_group(self, groupid: str) -> None:
        """Marks all uploads of a group for removal."""
        for task in self._members(groupid):
            if task.state is not State.REMOVE:
                self.happen(task, Event.REMOVED)

    def _begin(self, taskid: TaskId, **paths: str) -> None:
        task = self.get_task_by_id(taskid)
        annotations = {**task.annotations, "importafter": True, "failure": None}
        annotations.pop(_DECISION, None)
        self.happen(task, Event.INTEGRATED, annotations=annotations, **paths)

    def _members(self, groupid: str) -> list[Task]:
        return [task for task in self._shelf.all() if task.annotations.get("groupid") == groupid and task.uploadpath]

    def _is_neighbor(self, task: Task, other: Task) -> bool:
        return other.state in _BEING_INTEGRATED and other.albumpath == task.albumpath and other.id != task.id

    def _is_same(self, task: Task, target: Path) -> bool:
        return target.is_file() and target.stat().st_size == task.filesize and checksum(target) == task.contentchecksum

    def _uploads(self, members: list[Task]) -> list[Upload]:
        waiting = [task for task in members if task.state in _WAITING and task.contenttype is not ContentType.ARTWORK]
        return [self._upload(task) for task in waiting]

    def _upload(self, task: Task) -> Upload:
        kind = _kind_of(task)
        return Upload(
            taskid=task.id,
            sourcefilename=str(task.sourcefilename),
            relativepath=str(task.annotations.get("relativepath") or ""),
            kind=kind,
            filesize=task.filesize or 0,
            tags=self._tags(task, kind),
            checksum=str(task.contentchecksum),
        )

    def _tags(self, task: Task, kind: Kind) -> FileTags | None:
        if kind not in (Kind.SONG, Kind.VIDEO):
            return None
        return read_tags(self._directory / str(task.uploadpath))


def _kind_of(task: Task) -> Kind:
    """What the file was recognized as. Clients may annotate what they like, even this."""
    kind = task.annotations.get("kind")
    return Kind(kind) if kind in tuple(Kind) else Kind.OTHER


def _is_whole(members: list[Task]) -> bool:
    announced = max((int(task.annotations.get("groupsize", 0)) for task in members), default=0)
    archives = {task.annotations["archive"] for task in members if "archive" in task.annotations}
    sent = {task.id for task in members if "archive" not in task.annotations}
    return announced > 0 and len(archives | sent) >= announced


def _is_ready(members: list[Task]) -> bool:
    return not any(task.state in _ON_THE_WAY for task in members)


def _files_of(proposal: IntegrationProposal) -> list[ProposedFile | ProposedVideo]:
    return [*(file for album in proposal.albums for file in album.files), *proposal.videos]


def _check_targets(files: Sequence[ProposedFile | ProposedVideo]) -> None:
    if not files:
        raise TaskStateError("There is nothing in this group that could be integrated now.")
    for file in files:
        if file.collision and not file.collision.identical:
            raise CollisionError(
                f"{file.path} is there already ({file.collision.existing.filesize} bytes); "
                f"choose another name for {file.sourcefilename} ({file.collision.uploaded.filesize} bytes)."
            )
    paths = [file.path for file in files]
    if twice := {path for path in paths if paths.count(path) > 1}:
        raise CollisionError(f"Two files would get the same name: {', '.join(sorted(twice))}.")
