"""Functions about what all clients share: the genre filter, the mode, and the settings of the WebUI and of Randy."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from musicdb.api.declare import Subject
from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.model.records import Tag
from musicdb.model.settings import Mode, RandyConfiguration, WebUIConfiguration
from musicdb.model.state import AudioStreamSummary, MDBState, VideoStreamSummary
from musicdb.services import Services

state = Subject("state", "What all clients share.")

Group = TypeVar("Group", bound=msgspec.Struct)

_GENRES = "GenreFilter"
_SUBGENRES = "SubgenreFilter:"


@state.function("GetMDBState")
def get_mdb_state(services: Services) -> MDBState:
    """The genre filter, the mode of the WebUI, and in short what the streams do."""
    store = services.store
    with store.read():
        tags, active = store.tags.all(), store.genrefilter.active()
        return MDBState(
            genrefilter=[genre.name for genre in tags.genres if genre.id in active],
            subgenrefilter={
                genre.name: [sub.name for sub in tags.subgenres if sub.parentid == genre.id and sub.id in active]
                for genre in tags.genres
            },
            mode=store.settings.load(Mode),
            audiostream=_audiostream(services),
            videostream=_videostream(services),
        )


@state.function("SetMDBState", announces=get_mdb_state)
def set_mdb_state(services: Services, *, category: str, name: str, value: bool | str) -> None:
    """Changes one thing all clients share.

    Category `GenreFilter` makes the genre `name` active or not, `SubgenreFilter:<Genre>` one of its subgenres;
    category `MusicDB` with the name `uimode` takes `audio` or `video`.
    """
    with services.store.write():
        if category == "MusicDB" and name == "uimode":
            services.store.settings.save(_converted({"uimode": value}, Mode))
        elif category == _GENRES:
            services.store.genrefilter.activate(_genre(services, name).id, active=_switch(value))
        elif category.startswith(_SUBGENRES):
            subgenre = _subgenre(services, category.removeprefix(_SUBGENRES), name)
            services.store.genrefilter.activate(subgenre.id, active=_switch(value))
        else:
            raise BadArgumentError(f"There is no {name!r} in the category {category!r} that could be set.")


@state.function("SetGenreFilter", announces=get_mdb_state)
def set_genre_filter(services: Services, *, genres: list[str], subgenres: dict[str, list[str]] | None = None) -> None:
    """Sets the whole filter at once: the active genres, and for some genres all their active subgenres."""
    store = services.store
    with store.write():
        chosen = {_genre(services, name).id for name in genres}
        for genre in store.tags.all().genres:
            store.genrefilter.activate(genre.id, active=genre.id in chosen)
        for name, names in (subgenres or {}).items():
            parent = _genre(services, name)
            kept = {_subgenre(services, name, subgenre).id for subgenre in names}
            for tag in store.tags.all().subgenres:
                if tag.parentid == parent.id:
                    store.genrefilter.activate(tag.id, active=tag.id in kept)


@state.function("LoadWebUIConfiguration")
def load_webui_configuration(services: Services) -> WebUIConfiguration:
    """How the WebUI looks, the same in all browsers."""
    return services.store.settings.load(WebUIConfiguration)


@state.function("SaveWebUIConfiguration")
def save_webui_configuration(services: Services, *, config: dict[str, Any]) -> WebUIConfiguration:
    """Changes how the WebUI looks. What is left out stays as it is. Answers with the whole."""
    return _save(services, config, WebUIConfiguration)


@state.function("LoadRandyConfiguration")
def load_randy_configuration(services: Services) -> RandyConfiguration:
    """How Randy chooses songs."""
    return services.store.settings.load(RandyConfiguration)


@state.function("SaveRandyConfiguration")
def save_randy_configuration(services: Services, *, config: dict[str, Any]) -> RandyConfiguration:
    """Changes how Randy chooses songs; it counts at once. What is left out stays as it is. Answers with the whole."""
    return _save(services, config, RandyConfiguration)


def _audiostream(services: Services) -> AudioStreamSummary:
    current = services.queue.current()
    song = None if current is None else services.store.songs.get(current.songid)
    stream = services.stream.player.state()
    return AudioStreamSummary(isconnected=stream.isconnected, isplaying=stream.isplaying, currentsong=song)


def _videostream(services: Services) -> VideoStreamSummary:
    status, current = services.videostream.queue.status(), services.videostream.queue.current()
    video = None if current is None else services.store.videos.get(current.videoid)
    return VideoStreamSummary(isstreaming=status.isstreaming, isplaying=status.isplaying, currentvideo=video)


def _genre(services: Services, name: str) -> Tag:
    genre = next((tag for tag in services.store.tags.all().genres if tag.name == name), None)
    if genre is None:
        raise NotFoundError(f"There is no genre {name!r}.")
    return genre


def _subgenre(services: Services, genrename: str, name: str) -> Tag:
    genre = _genre(services, genrename)
    subgenres = services.store.tags.all().subgenres
    subgenre = next((tag for tag in subgenres if tag.parentid == genre.id and tag.name == name), None)
    if subgenre is None:
        raise NotFoundError(f"The genre {genrename!r} has no subgenre {name!r}.")
    return subgenre


def _switch(value: object) -> bool:
    try:
        return msgspec.convert(value, bool, strict=False)
    except msgspec.ValidationError as error:
        raise BadArgumentError("A filter is switched with true or false.") from error


def _save(services: Services, given: Mapping[str, Any], group: type[Group]) -> Group:
    with services.store.write():
        known = msgspec.to_builtins(services.store.settings.load(group))
        # The version belongs to the shape, whatever a client sends.
        merged = {
            name: {**section, **_section(given, name)} if name != "meta" else section for name, section in known.items()
        }
        settings = _converted(merged, group)
        services.store.settings.save(settings)
    return settings


def _section(given: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = given.get(name, {})
    if not isinstance(section, Mapping):
        raise BadArgumentError(f"The section {name} of the settings must be an object.")
    return section


def _converted(given: object, group: type[Group]) -> Group:
    try:
        return msgspec.convert(given, group, strict=False)
    except msgspec.ValidationError as error:
        raise BadArgumentError(f"These settings cannot be used: {error}") from error
