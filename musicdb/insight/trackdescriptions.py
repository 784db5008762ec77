"""Describes tracks in the form AcoustID has: recordings, and release groups or releases they are on.

Only what is known is told: a recording that nothing but a submission names has an id, and a title when that says one.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from musicdb.insight.trackfacts import Credit, SongFacts, TrackFacts

_MOST_HEARSAY: Final = 10
Description = dict[str, Any]


class Wanted(msgspec.Struct, frozen=True):
    """What shall be told: the words of the parameter `meta`."""

    words: frozenset[str] = frozenset()

    def __contains__(self, word: object) -> bool:
        return word in self.words

    def any_of(self, *words: str) -> bool:
        """Whether one of these is wanted, in full (`releases`) or as ids (`releaseids`)."""
        return any(word in self.words or f"{word[:-1]}ids" in self.words for word in words)


def describe(facts: TrackFacts, wanted: Wanted) -> Description:
    """What is told about a track besides its id."""
    if not facts.sources:
        return _hearsay(facts, wanted) if "usermeta" in wanted else {}
    if "m2" in wanted:
        return {"recordings": [_old_recording(facts, mbid) for mbid in facts.sources]}
    if wanted.any_of("recordings") or "isrcs" in wanted:
        return {"recordings": [_recording(facts, mbid, wanted) for mbid in facts.sources]}
    return _places(facts.songs, wanted, None)


def _recording(facts: TrackFacts, mbid: str, wanted: Wanted) -> Description:
    songs = facts.songs_with(mbid)
    told: Description = {"id": mbid}
    if "recordings" in wanted:
        told |= _about(facts, mbid, songs)
    if "isrcs" in wanted and (isrcs := sorted({isrc for song in songs for isrc in song.tags.get("isrc", ())})):
        told["isrcs"] = isrcs
    if "sources" in wanted:
        told["sources"] = facts.sources[mbid]
    return told | _places(songs, wanted, told)


def _about(facts: TrackFacts, mbid: str, songs: list[SongFacts]) -> Description:
    """Title, duration and artists of a recording: of a file that names it, else as it was submitted."""
    for song in songs or facts.songs[:1]:
        return {"title": song.title, "duration": song.duration, "artists": _artists(song.artists)}
    for submission in facts.submissions:
        details = submission.details
        if submission.mbid == mbid and details.title:
            artists = {"artists": [{"name": details.artist}]} if details.artist else {}
            return {"title": details.title, "duration": submission.duration, **artists}
    return {}


def _places(songs: Iterable[SongFacts], wanted: Wanted, parent: Description | None) -> Description:
    """Where a recording is found: on release groups with their releases, or on releases."""
    songs = tuple(songs)
    if wanted.any_of("releasegroups"):
        return {"releasegroups": _release_groups(songs, wanted, parent)}
    if wanted.any_of("releases"):
        return {"releases": _releases(songs, wanted, parent)}
    return {}


def _release_groups(songs: tuple[SongFacts, ...], wanted: Wanted, parent: Description | None) -> list[Description]:
    groups: list[Description] = []
    for mbid, members in _by(songs, "musicbrainz_releasegroupid").items():
        told: Description = {"id": mbid}
        if "releasegroups" in wanted:
            kinds = [kind.title() for kind in members[0].tags.get("releasetype", ())]
            told |= {"title": members[0].album, "artists": _artists(members[0].albumartists)}
            told |= {"type": kinds[0]} if kinds else {}
            told |= {"secondarytypes": kinds[1:]} if kinds[1:] else {}
        told = _compressed(told, parent, wanted)
        if wanted.any_of("releases"):
            told["releases"] = _releases(members, wanted, told)
        groups.append(told)
    return groups


def _releases(songs: tuple[SongFacts, ...], wanted: Wanted, parent: Description | None) -> list[Description]:
    releases: list[Description] = []
    for mbid, members in _by(songs, "musicbrainz_albumid").items():
        told: Description = {"id": mbid}
        if "releases" in wanted:
            told |= _release(members[0])
        if "tracks" in wanted:
            told["mediums"] = [_medium(song, parent, wanted) for song in members]
        releases.append(_compressed(told, parent, wanted))
    return releases


def _release(song: SongFacts) -> Description:
    date, country = _date(song), song.tag("releasecountry")
    told: Description = {"title": song.album, "artists": _artists(song.albumartists)}
    event = ({"date": date} if date else {}) | ({"country": country} if country else {})
    told |= event
    told |= {"releaseevents": [event]} if event else {}
    return told | {"medium_count": song.discs, "track_count": song.tracks}


def _medium(song: SongFacts, parent: Description | None, wanted: Wanted) -> Description:
    track: Description = {"position": song.number, "title": song.title, "artists": _artists(song.artists)}
    track |= {"id": song.tag("musicbrainz_releasetrackid")} if song.tag("musicbrainz_releasetrackid") else {}
    told: Description = {"position": song.disc, "tracks": [_compressed(track, parent, wanted)]}
    told |= {"format": song.tag("media")} if song.tag("media") else {}
    told |= {"title": song.tag("discsubtitle")} if song.tag("discsubtitle") else {}
    return told


def _old_recording(facts: TrackFacts, mbid: str) -> Description:
    """The form of the oldest clients: a recording holds tracks, and each of them its medium and release."""
    tracks = [
        {
            "title": song.title,
            "duration": song.duration,
            "artists": _artists(song.artists),
            "position": song.number,
            "medium": {
                "position": song.disc,
                "release": {"id": song.tag("musicbrainz_albumid"), "title": song.album},
            },
        }
        for song in facts.songs_with(mbid)
    ]
    return {"id": mbid, "tracks": tracks}


def _hearsay(facts: TrackFacts, wanted: Wanted) -> Description:
    """What is told without MusicBrainz: the names of the files of the household, then of submissions."""
    told = [_by_name(song.title, song.artists, song.album, song.duration, wanted) for song in facts.songs]
    for submission in facts.submissions:
        details = submission.details
        artists = (Credit(details.artist),) if details.artist else ()
        told.append(_by_name(details.title, artists, details.album, submission.duration, wanted))
    different: list[Description] = []
    for one in told:
        if one not in different:
            different.append(one)
    return {"recordings": different[:_MOST_HEARSAY]} if different else {}


def _by_name(title: str, artists: tuple[Credit, ...], album: str, duration: int, wanted: Wanted) -> Description:
    told: Description = {"duration": duration}
    told |= {"title": title} if title else {}
    told |= {"artists": _artists(artists)} if artists else {}
    place = next((word for word in ("releasegroups", "releases") if wanted.any_of(word)), "")
    return told | ({place: [{"title": album}]} if place and album else {})


def _compressed(told: Description, parent: Description | None, wanted: Wanted) -> Description:
    """Without a title and artists that are those of the parent, when this is wanted."""
    if "compress" not in wanted or parent is None:
        return told
    return {key: value for key, value in told.items() if key not in {"title", "artists"} or parent.get(key) != value}


def _artists(named: tuple[Credit, ...]) -> list[Description]:
    last = len(named) - 1
    return [
        ({"id": credit.id} if credit.id else {})
        | {"name": credit.name}
        | ({"joinphrase": " & " if number == last - 1 else ", "} if number < last else {})
        for number, credit in enumerate(named)
    ]


def _date(song: SongFacts) -> Mapping[str, int]:
    parts = [part for part in song.tag("date").split("T")[0].split("-") if part.isdecimal()]
    if not parts and song.year:
        parts = [str(song.year)]
    return {name: int(part) for name, part in zip(("year", "month", "day"), parts, strict=False) if int(part)}


def _by(songs: tuple[SongFacts, ...], tag: str) -> dict[str, tuple[SongFacts, ...]]:
    """Songs by the id of MusicBrainz in one of their tags."""
    groups: dict[str, tuple[SongFacts, ...]] = {}
    for song in songs:
        for mbid in song.tags.get(tag, ()):
            groups[mbid] = (*groups.get(mbid, ()), song)
    return groups
