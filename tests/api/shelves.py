"""Music in the directory of a house, in the catalogue, with something a person has said about it."""

import shutil
from pathlib import Path
from typing import Any

from tests.api.asking import announced, ask
from tests.household import House
from tests.sounds import make_song


def put(house: House, path: str, **tags: str) -> Path:
    """Puts a song into the music directory; each path sounds different."""
    place = house.config.directories.music / path
    frequency = 200 + sum(path.encode()) % 5000
    made = make_song(place.with_name(f"{frequency} {place.name}"), seconds=0.1 + frequency / 10_000, **tags)
    made.rename(place)
    return place


def put_in_catalogue(house: House, *albumpaths: str) -> None:
    """Imports albums."""
    for path in albumpaths:
        house.services.importer.import_album(path)


def song_at(house: House, path: str) -> Any:
    """The song with this path; None when the catalogue has none."""
    return house.services.store.songs.find(path)


def love(house: House, path: str) -> int:
    """Says about a song what must never get lost. Returns its id."""
    songid: int = song_at(house, path).id
    tags = ask(house, "GetTags")
    announced(house, "UpdateSongStatistic", songid=songid, statistic="likes", modifier="inc")
    announced(house, "SetSongTag", songid=songid, tagid=tags["genres"][0]["id"])
    announced(house, "SetSongLyrics", songid=songid, lyrics="La", lyricsstate=3)
    return songid


def is_loved(house: House, songid: int) -> bool:
    """Whether all of that is still known."""
    store = house.services.store
    song = store.songs.get(songid)
    return song.likes == 1 and bool(store.tags.of_song(songid).genres) and store.lyrics.get(songid) == "La"


def agree(house: House) -> bool:
    """Whether each entry of the catalogue has its file or directory, and its parents are where it says."""
    store, root = house.services.store, house.config.directories.music
    artists = {artist.id: artist for artist in store.artists.all()}
    albums = {album.id: album for album in store.albums.all(hidden=True)}
    return (
        all((root / artist.path).is_dir() and artist.name == artist.path for artist in artists.values())
        and all((root / album.path).is_dir() for album in albums.values())
        and all(Path(album.path).parent.name == artists[album.artistid].path for album in albums.values())
        and all((root / song.path).is_file() for song in store.songs.all())
        and all(str(Path(song.path).parent) == albums[song.albumid].path for song in store.songs.all())
        and all(album.numofsongs == len(store.songs.of_album(album.id)) for album in albums.values())
        and all(str(Path(video.path).parent) == artists[video.artistid].path for video in store.videos.all())
    )


def remove(house: House, path: str) -> None:
    """Removes a file or directory the way a person with a file manager does."""
    place = house.config.directories.music / path
    shutil.rmtree(place) if place.is_dir() else place.unlink()
