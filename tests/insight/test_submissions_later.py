"""Submissions that have to wait: for an index that does not answer, for a song the library has not heard yet."""

import threading
from typing import Any

from musicdb.errors import IndexUnreachableError
from musicdb.insight.submissions import Submissions
from musicdb.insight.submittedsounds import SubmittedSounds
from musicdb.insight.trackdescriptions import Wanted
from musicdb.insight.tracks import Tracks
from musicdb.model.acoustid import Submission, SubmissionState
from tests.fingerprint.instruments import play
from tests.household import House
from tests.insight.sounding import add_songs, add_tagged_song, noisy
from tests.insight.test_trackdesk import MBID, OTHER_MBID, text

ONE = play(40, 61)
SONG = "Somebody/2001 - First/01 The One.flac"


class Away:
    """Lookups in an index that does not answer the first times."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.answered = threading.Event()

    def identify(self, *_: Any) -> Any:
        self.times -= 1
        if self.times >= 0:
            raise IndexUnreachableError
        self.answered.set()
        return []


def test_a_submission_is_tried_again_when_the_index_did_not_answer(house: House) -> None:
    store, away = house.services.store, Away(3)
    lookups: Any = away
    sounds = SubmittedSounds(store, house.config.directories.submitted)
    submissions = Submissions(store, house.services.bus, Tracks(store), lookups, sounds, pause=0.001)
    (number,) = submissions.take([Submission(text(ONE), 40, MBID)], "test")
    submissions.start()
    assert away.answered.wait(30)
    submissions.stop()
    assert submissions.status([number])[0].state is SubmissionState.IMPORTED
    sounds.close()


def test_a_track_that_was_submitted_before_it_was_heard_is_the_one_of_the_song(house: House) -> None:
    desk, wanted = house.services.trackdesk, Wanted(frozenset({"recordingids"}))
    (number,) = desk.submit([Submission(text(ONE[: 30 * 11025]), 40, OTHER_MBID)], "test")
    desk.catch_up()
    before = desk.status([number])[0].trackid
    # Another song of the library is not led anywhere.
    add_songs(house, "Ada/2001 - First", {"01 Other.mp3": play(40, 62)})
    add_tagged_song(house, SONG, noisy(ONE), musicbrainz_trackid=MBID)
    house.services.finder.catch_up()
    desk.catch_up()
    (found,) = desk.lookup(text(ONE), 40, 7, wanted)
    assert {one["id"] for one in found["recordings"]} == {MBID, OTHER_MBID}
    assert [one["id"] for one in desk.lookup_track(before, wanted)] == [found["id"]]
    assert desk.with_mbid(OTHER_MBID) == desk.with_mbid(MBID) == [found["id"]]
    house.services.store.execute("DELETE FROM songs WHERE path = ?", (SONG,))
    (alone,) = desk.lookup(text(ONE), 40, 7, wanted)
    assert (alone["id"], [one["id"] for one in alone["recordings"]]) == (before, [OTHER_MBID])
