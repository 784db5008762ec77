"""Everybody hears the same, whenever they come."""

import pytest

from musicdb.bus import Bus
from musicdb.model.stream import StreamFormat
from musicdb.playback.framing import Cut
from musicdb.playback.listeners import BURST, Audience, Encoded
from tests.playback.studio import FLAC, FORMATS, MP3, OPUS, Ear

SECOND = 48_000


class Hall:
    def __init__(self) -> None:
        self.bus = Bus()
        self.counts: list[object] = []
        self.audience = Audience(self.bus, FORMATS, self.counts.append)

    def send(self, name: StreamFormat, body: bytes, head: bytes | None = None, title: str = "") -> None:
        self.bus.publish(Encoded(name, Cut(head, body, SECOND), title))

    def join(self, name: StreamFormat) -> Ear:
        ear = Ear()
        self.audience.join(name, ear)
        return ear


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_the_first_hears_everything(hall: Hall) -> None:
    ear = hall.join(OPUS)
    assert ear.data == b""
    hall.send(OPUS, b"1", head=b"head")
    hall.send(OPUS, b"2")
    hall.send(MP3, b"x", head=b"")
    assert ear.data == b"head12"


def test_who_comes_later_gets_the_last_two_seconds(hall: Hall) -> None:
    hall.join(OPUS)
    hall.send(OPUS, b"1", head=b"head", title="One")
    for number in range(2, 10):
        hall.send(OPUS, str(number).encode(), title=f"Title {number}")
    late = hall.join(OPUS)
    assert late.data == b"head" + b"89"
    assert BURST == 2 * SECOND
    assert late.titles == ["Title 9"]
    hall.send(OPUS, b"0", title="Title 9")
    assert late.data == b"head890"


@pytest.mark.parametrize(("name", "heard"), [(OPUS, b"head1new2"), (FLAC, b"head12"), (MP3, b"12")])
def test_an_encoder_that_begins_again(hall: Hall, name: StreamFormat, heard: bytes) -> None:
    ear = hall.join(name)
    hall.send(name, b"1", head=b"" if name is MP3 else b"head")
    hall.send(name, b"2", head=b"" if name is MP3 else b"new")
    assert ear.data == heard
    late = hall.join(name)
    assert late.data == (b"2" if name is MP3 else b"new2")


def test_the_last_words_of_a_stopped_encoder_reach_nobody(hall: Hall) -> None:
    ear = hall.join(FLAC)
    hall.send(FLAC, b"1", head=b"head")
    hall.audience.leave(FLAC, ear)
    again = hall.join(FLAC)
    hall.send(FLAC, b"2")
    hall.send(FLAC, b"3", head=b"new")
    assert (ear.data, again.data) == (b"head1", b"new3")


def test_the_player_is_told_who_listens(hall: Hall) -> None:
    first, second = hall.join(MP3), hall.join(MP3)
    third = hall.join(OPUS)
    hall.audience.leave(MP3, first)
    hall.audience.leave(MP3, first)
    hall.audience.leave(MP3, second)
    hall.audience.leave(OPUS, third)
    hall.audience.leave(FLAC, third)
    assert hall.counts == [{MP3: 1}, {MP3: 2}, {MP3: 2, OPUS: 1}, {MP3: 1, OPUS: 1}, {OPUS: 1}, {}]
