"""What programs that speak AcoustID are told, and what becomes of what they tell."""

from typing import Any

import pytest

from musicdb.config.schema import Config
from musicdb.errors import FingerprintError, IndexUnreachableError, NotFoundError
from musicdb.fingerprint.arrays import Samples
from musicdb.fingerprint.chromaprint import RATE, fingerprint
from musicdb.fingerprint.textformat import encode
from musicdb.insight.submissions import Submissions
from musicdb.insight.submittedsounds import SubmittedSounds
from musicdb.insight.trackdescriptions import Wanted
from musicdb.insight.tracks import Tracks
from musicdb.model.acoustid import Submission, SubmissionState, SubmittedDetails
from tests.conftest import OpenHouse
from tests.fingerprint.instruments import play, silence
from tests.household import House
from tests.insight.sounding import add_tagged_song, noisy

MBID = "11111111-1111-4111-8111-111111111111"
OTHER_MBID = "22222222-2222-4222-8222-222222222222"
RELEASE = "33333333-3333-4333-8333-333333333333"
GROUP = "44444444-4444-4444-8444-444444444444"
ARTIST = "55555555-5555-4555-8555-555555555555"
TAGS = {
    "title": "The One",
    "artist": "Somebody",
    "album": "First",
    "date": "2001-02-03",
    "isrc": "AAA010100001",
    "media": "CD",
    "musicbrainz_trackid": MBID,
    "musicbrainz_albumid": RELEASE,
    "musicbrainz_releasegroupid": GROUP,
    "musicbrainz_artistid": ARTIST,
    "releasetype": "album",
    "releasecountry": "NO",
}
ONE, TWO = play(40, 31), play(40, 32)
ARTISTS = [{"id": ARTIST, "name": "Somebody"}]


def text(sound: Samples) -> str:
    return encode(fingerprint(sound))


def lookup(house: House, sound: Samples, *words: str, duration: int = 40, difference: int = 7) -> list[dict[str, Any]]:
    return house.services.trackdesk.lookup(text(sound), duration, difference, Wanted(frozenset(words)))


def submit(house: House, *submissions: Submission) -> list[int]:
    numbers = house.services.trackdesk.submit(submissions, "test")
    house.services.trackdesk.catch_up()
    return numbers


@pytest.fixture
def known(house: House) -> House:
    """A house that knows a song with tags of MusicBrainz, and one without."""
    add_tagged_song(house, "Somebody/2001 - First/01 The One.flac", ONE, **TAGS)
    add_tagged_song(house, "Somebody/2001 - First/02 Two.flac", TWO)
    house.services.finder.catch_up()
    return house


def test_a_song_is_found_by_its_begin_and_described_as_wanted(known: House) -> None:
    (found,) = lookup(known, noisy(ONE[: 30 * RATE]))
    assert set(found) == {"id", "score"}
    assert 0.9 < found["score"] <= 1
    full = lookup(known, ONE, "recordings", "isrcs", "sources", "releasegroups", "releases", "tracks")[0]["recordings"]
    assert full == [
        {
            "id": MBID, "title": "The One", "duration": 40, "artists": ARTISTS, "isrcs": ["AAA010100001"], "sources": 1,
            "releasegroups": [
                {
                    "id": GROUP, "title": "First", "type": "Album", "artists": [{"name": "Somebody"}],
                    "releases": [
                        {
                            "id": RELEASE, "title": "First", "artists": [{"name": "Somebody"}], "country": "NO",
                            "date": {"year": 2001, "month": 2, "day": 3},
                            "releaseevents": [{"country": "NO", "date": {"year": 2001, "month": 2, "day": 3}}],
                            "medium_count": 1, "track_count": 2,
                            "mediums": [
                                {
                                    "position": 1, "format": "CD",
                                    "tracks": [{"position": 1, "title": "The One", "artists": ARTISTS}],
                                }
                            ],
                        }
                    ],
                }
            ],
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("recordingids",), {"recordings": [{"id": MBID}]}),
        (("releaseids",), {"releases": [{"id": RELEASE}]}),
        (("releasegroupids", "releaseids"), {"releasegroups": [{"id": GROUP, "releases": [{"id": RELEASE}]}]}),
        (("recordingids", "releaseids"), {"recordings": [{"id": MBID, "releases": [{"id": RELEASE}]}]}),
        (("usermeta", "recordingids"), {"recordings": [{"id": MBID}]}),
        (("compress", "recordings", "releaseids", "tracks"), {
            "recordings": [
                {
                    "id": MBID, "title": "The One", "duration": 40, "artists": ARTISTS,
                    "releases": [
                        {"id": RELEASE, "mediums": [{"position": 1, "format": "CD", "tracks": [{"position": 1}]}]}
                    ],
                }
            ]
        }),
        (("m2",), {
            "recordings": [
                {
                    "id": MBID,
                    "tracks": [
                        {
                            "title": "The One", "duration": 40, "artists": ARTISTS, "position": 1,
                            "medium": {"position": 1, "release": {"id": RELEASE, "title": "First"}},
                        }
                    ],
                }
            ]
        }),
    ],
)  # fmt: skip
def test_words_of_meta(known: House, words: tuple[str, ...], told: dict[str, Any]) -> None:
    (found,) = lookup(known, ONE, *words)
    assert {key: value for key, value in found.items() if key not in {"id", "score"}} == told


def test_without_musicbrainz_names_are_told_only_when_they_are_wanted(known: House) -> None:
    assert set(lookup(known, TWO, "recordings")[0]) == {"id", "score"}
    (found,) = lookup(known, TWO, "recordings", "releases", "usermeta")
    names = {"title": "Two", "artists": [{"name": "Somebody"}], "duration": 40, "releases": [{"title": "First"}]}
    assert found["recordings"] == [names]


def test_a_song_of_another_length_is_another_song(known: House) -> None:
    assert lookup(known, ONE, duration=48) == []
    assert len(lookup(known, ONE, duration=48, difference=8)) == 1
    assert lookup(known, play(40, 33)) == []
    assert lookup(known, silence(40)) == []
    assert lookup(known, ONE[:100]) == []


def test_ids_stay_and_lead_to_the_recording_a_song_became_part_of(
    known: House, open_house: OpenHouse, config: Config
) -> None:
    (found,) = lookup(known, ONE)
    desk, store = known.services.trackdesk, known.services.store
    assert desk.lookup_track(found["id"], Wanted(frozenset({"recordingids"}))) == [
        {"id": found["id"], "score": 1.0, "recordings": [{"id": MBID}]}
    ]
    submit(known, Submission(text(ONE), 40, OTHER_MBID))
    song = store.songs.find("Somebody/2001 - First/01 The One.flac")
    assert song is not None
    before = store.recordings.of_song(song.id)
    recording = store.recordings.new()
    store.recordings.put(song.id, recording)
    known.close()
    house = open_house(config)
    assert lookup(house, ONE)[0]["id"] == recording != before
    (old,) = house.services.trackdesk.lookup_track(found["id"], Wanted(frozenset({"recordingids"})))
    assert (old["id"], old["recordings"]) == (recording, [{"id": MBID}, {"id": OTHER_MBID}])
    assert house.services.trackdesk.with_mbid(OTHER_MBID) == [recording]


def test_a_submission_is_evidence_and_changes_nothing(known: House) -> None:
    store = known.services.store
    before = store.songs.all()
    (one,) = submit(known, Submission(text(noisy(TWO)), 41, MBID))
    (found,) = lookup(known, TWO, "recordings", "sources")
    (status,) = known.services.trackdesk.status([one, 999])
    assert (status.state, status.trackid) == (SubmissionState.IMPORTED, found["id"])
    (recording,) = found["recordings"]
    assert (recording["id"], recording["title"], recording["sources"]) == (MBID, "Two", 1)
    assert store.songs.all() == before
    assert len(known.services.trackdesk.with_mbid(MBID)) == 2


def test_what_the_library_has_not_got_is_known_from_the_submission(
    known: House, open_house: OpenHouse, config: Config
) -> None:
    sound = play(40, 34)
    named = SubmittedDetails(title="Far", artist="Away", album="Gone")
    first, second = submit(known, Submission(text(sound), 40, "", named), Submission(text(noisy(sound)), 41, "", named))
    one, two = known.services.trackdesk.status([first, second])
    assert (one.state, one.trackid) == (two.state, two.trackid)
    names = {"title": "Far", "artists": [{"name": "Away"}]}
    (found,) = lookup(known, sound, "recordings", "usermeta")
    assert found["recordings"] == [{**names, "duration": 40}, {**names, "duration": 41}]
    submit(known, Submission(text(sound), 40, OTHER_MBID, named))
    known.close()
    for path in config.directories.submitted.iterdir():
        path.write_bytes(b"damaged")
    house = open_house(config)
    (found,) = lookup(house, sound, "recordings")
    assert found == {"id": one.trackid, "score": 1.0, "recordings": [{"id": OTHER_MBID, "duration": 40, **names}]}
    assert house.services.trackdesk.fingerprint(one.trackid).hashes == fingerprint(sound).tolist()
    assert house.services.trackdesk.with_mbid(OTHER_MBID) == [one.trackid]


def test_rejected_submissions_say_why(known: House) -> None:
    numbers = submit(
        known,
        Submission(text(play(40, 35)), 40),
        Submission(text(silence(40)), 40, MBID),
        Submission(text(play(40, 36)), 20, MBID),
    )
    states = known.services.trackdesk.status(numbers)
    assert {one.state for one in states} == {SubmissionState.REJECTED}
    assert [one.reason.partition(" ")[2] for one in states] == [
        "tells neither an id of MusicBrainz nor a title, an artist or an album.",
        "fingerprint has 0 different items; 80 are needed to tell songs apart.",
        "fingerprint is longer than the 20 seconds the song is said to last.",
    ]


class Failing:
    """Lookups that fail."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def identify(self, *_: Any) -> Any:
        raise self.error


def test_what_cannot_be_worked_with_stands_in_nobodys_way(house: House) -> None:
    store = house.services.store
    failing: Any = Failing(ValueError("no"))
    sounds = SubmittedSounds(store, house.config.directories.submitted)
    submissions = Submissions(store, house.services.bus, Tracks(store), failing, sounds)
    numbers = submissions.take([Submission(text(ONE), 40, MBID)], "test")
    submissions.catch_up()
    assert submissions.status(numbers)[0].reason == "MusicDB could not work with this fingerprint."
    failing.error = IndexUnreachableError()
    numbers = submissions.take([Submission(text(ONE), 40, MBID)], "test")
    with pytest.raises(IndexUnreachableError):
        submissions.catch_up()
    assert submissions.status(numbers)[0].state is SubmissionState.PENDING
    house.services.trackdesk.catch_up()
    assert submissions.status(numbers)[0].state is SubmissionState.IMPORTED


def test_the_fingerprint_of_a_track(known: House) -> None:
    (found,) = lookup(known, ONE)
    told = known.services.trackdesk.fingerprint(found["id"])
    assert (told.hashes, told.duration) == (fingerprint(ONE).tolist(), 40)
    with pytest.raises(NotFoundError):
        known.services.trackdesk.fingerprint(MBID)


def test_only_fingerprints_of_algorithm_2_are_taken(known: House) -> None:
    other = encode(fingerprint(ONE), algorithm=2)
    with pytest.raises(FingerprintError):
        known.services.trackdesk.lookup(other, 40, 7, Wanted())
    assert known.services.trackdesk.readable([other, text(ONE)], str) == [text(ONE)]


def test_the_thread_works_through_what_was_left(open_house: OpenHouse, config: Config) -> None:
    with open_house(config) as house:
        house.services.trackdesk.submit([Submission(text(ONE), 40, MBID)], "test")
    with open_house(config) as house:
        house.services.trackdesk.start()
        (second,) = house.services.trackdesk.submit([Submission(text(TWO), 40, OTHER_MBID)], "test")
        while house.services.trackdesk.status([second])[0].state is SubmissionState.PENDING:
            pass
        assert {one.state for one in house.services.trackdesk.status([1, 2])} == {SubmissionState.IMPORTED}
