"""A client others have written, py-opensonic, walks through a collection; XML says the same as JSON."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as Tree

import pytest
from libopensonic import Connection, errors

from tests.phones.apps import App
from tests.running import Daemon
from tests.sounds import make_song

FIRST, SECOND = "Ärtist/2001 - First & <Best>", "Zoe/1999 - Other"


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """Two albums."""
    directory = tmp_path_factory.mktemp("library")
    music = directory / "music"
    make_song(music / FIRST / "01 One.flac", genre="Rock", composer="Ann", isrc="DEA000000001")
    make_song(music / FIRST / "02 Two.mp3", seconds=2, genre="Rock")
    make_song(music / SECOND / "01 Three.ogg", seconds=1.5)
    with Daemon(music, directory / "data") as running:
        for album in (FIRST, SECOND):
            with running.client() as client:
                client.request("InitiateMusicImport", contenttype="album", contentpath=album)
                client.until(lambda packet: (packet["arguments"] or {}).get("state") == "importcomplete")
        yield running


@pytest.fixture(scope="module")
def password(daemon: Daemon) -> str:
    with daemon.client() as client:
        made: str = client.request("AddAppPassword", name="py-opensonic")["password"]
    return made


@pytest.fixture(scope="module")
def connect(daemon: Daemon, password: str) -> Iterator[Any]:
    """Connects the client in one of its ways: `connect(use_get=True)`."""
    address = urlsplit(daemon.url)
    opened: list[Any] = []

    def made(user: str | None = "ann", secret: str | None = password, **options: Any) -> Any:
        opened.append(Connection(f"http://{address.hostname}", user, secret, port=address.port, **options))
        return opened[-1]

    yield made
    for connection in opened:
        connection.cleanup()


@pytest.mark.parametrize(
    "options",
    [{}, {"use_get": True}, {"use_views": False}, {"legacy_auth": True}, {"legacy_auth": True, "use_get": True}],
)
def test_ways_in(connect: Any, options: dict[str, bool]) -> None:
    assert connect(**options).ping() is True


def test_an_api_key_and_a_wrong_password(connect: Any, password: str) -> None:
    connection = connect(None, None, api_key=password)
    assert connection.ping() is True
    assert connection.token_info().username
    with pytest.raises(errors.CredentialError):
        connect(secret="wrong").get_artists()
    assert {one.name for one in connection.get_open_subsonic_extensions()} >= {"formPost", "apiKeyAuthentication"}


def test_from_artists_to_songs(connect: Any) -> None:
    connection = connect()
    artists = [artist for letter in connection.get_artists().index for artist in letter.artist]
    assert [(artist.name, artist.album_count) for artist in artists] == [("Ärtist", 1), ("Zoe", 1)]
    (album,) = connection.get_artist(artists[0].id).album
    songs = connection.get_album(album.id).song
    assert [(song.title, song.track, song.album) for song in songs] == [
        ("One", 1, "First & <Best>"),
        ("Two", 2, "First & <Best>"),
    ]
    one = connection.get_song(songs[0].id)
    assert (one.isrc, one.display_composer, one.genre, one.suffix) == (["DEA000000001"], "Ann", "Rock", "flac")
    folder = connection.get_music_directory(artists[0].id)
    assert [child.title for child in folder.child] == ["2001 - First & <Best>"]
    assert [child.title for child in connection.get_music_directory(folder.child[0].id).child] == ["One", "Two"]
    assert len(connection.get_indexes().index) == 2
    with pytest.raises(errors.DataNotFoundError):
        connection.get_album("al-404")


def test_lists_and_search(connect: Any) -> None:
    connection = connect()
    assert [album.name for album in connection.get_album_list2("alphabeticalByArtist")] == ["First & <Best>", "Other"]
    assert [album.name for album in connection.get_album_list("byYear", from_year=1990, to_year=2000)] == ["Other"]
    assert [(one.value, one.song_count) for one in connection.get_genres()] == [("Rock", 2)]
    assert len(connection.get_random_songs(size=2)) == 2
    assert [song.title for song in connection.get_songs_by_genre("Rock")] == ["One", "Two"]
    found = connection.search3("thre")
    assert [song.title for song in found.song] == ["Three"]
    everything = connection.search3("", song_count=500)
    assert [len(everything.artist), len(everything.album), len(everything.song)] == [2, 2, 3]
    assert [song.title for song in connection.search2("one").song] == ["One"]
    assert len(connection.get_top_songs("Zoe")) == 1
    assert connection.get_similar_songs2(everything.song[0].id) == []
    assert connection.get_podcasts() == connection.get_bookmarks() == []
    assert [station.name for station in connection.get_internet_radio_stations()] == ["MusicDB"]
    assert connection.get_user("ann").stream_role is True


def test_playlists(connect: Any, daemon: Daemon) -> None:
    connection = connect()
    songs = {song.title: song.id for song in connection.search3("").song}
    assert connection.create_playlist(name="Mine & yours", song_ids=[songs["One"], songs["Two"], songs["One"]]) is True
    (listed,) = connection.get_playlists()
    made = connection.get_playlist(listed.id)
    assert [entry.title for entry in made.entry] == ["One", "Two", "One"]
    connection.update_playlist(made.id, name="Ours", song_ids_to_add=[songs["Three"]], song_indices_to_remove=[0, 1])
    changed = connection.get_playlist(made.id)
    assert (changed.name, [entry.title for entry in changed.entry]) == ("Ours", ["One", "Three"])
    with daemon.client() as client:
        assert [one["name"] for one in client.request("GetPlaylists")] == ["Ours"]
    assert connection.delete_playlist(made.id) is True
    assert connection.get_playlists() == []


def test_xml_says_the_same_as_json(daemon: Daemon) -> None:
    app = App(daemon)
    song, album = app.ask("search3", query="one")["searchResult3"]["song"][0], app.ask("getAlbumList2", type="newest")
    asked: dict[str, dict[str, str]] = {
        "getSong": {"id": song["id"]}, "getAlbum": {"id": song["albumId"]}, "getArtist": {"id": song["artistId"]},
        "getGenres": {}, "getMusicDirectory": {"id": song["parent"]}, "search3": {"query": ""},
        "getUser": {"username": "ann"},
        "getOpenSubsonicExtensions": {}, "getAlbumList2": {"type": "alphabeticalByName"},
    }  # fmt: skip
    assert album["albumList2"]["album"]
    for name, parameters in asked.items():
        told = app.ask(name, **parameters)
        root = Tree.fromstring(app.get(name, f="xml", **parameters).body)  # noqa: S314 -- our own
        assert same(told, root), name


def same(told: dict[str, Any], element: Tree.Element) -> bool:
    """Whether an element holds what an object of JSON does."""
    for name, value in told.items():
        inner = [child for child in element if child.tag.rpartition("}")[2] == name]
        if isinstance(value, list):
            assert len(inner) == len(value), name
            assert all(
                same(one, child) if isinstance(one, dict) else child.text == plain(one)
                for one, child in zip(value, inner, strict=True)
            )
        elif isinstance(value, dict):
            assert same(value, inner[0])
        else:
            found = element.text if name == "value" else element.get(name, inner[0].text if inner else None)
            assert found == plain(value), (name, found, value)
    return True


def plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_a_song_comes_as_it_is(connect: Any) -> None:
    connection = connect()
    (song,) = connection.search3("two").song
    answer = connection.download(song.id)
    assert (answer.status, answer.content_type, answer.content_length) == (200, "audio/mpeg", song.size)
