"""What ID3 tags say, in all their versions."""

import struct

import pytest
from mutagen import id3
from mutagen.apev2 import APEv2

from musicdb.media.tags import read_picture, read_tags
from tests.media.conftest import Copy
from tests.media.id3tagging import bare, tagged

UUID = "0b4c1f4c-9c39-4b5c-8c8e-3f0a6c7d1e2f"
OTHER_UUID = "ffffffff-9c39-4b5c-8c8e-3f0a6c7d1e2f"
PICTURE = b"\x89PNG\r\n\x1a\n the front"
OTHER_PICTURE = b"\x89PNG\r\n\x1a\n another one"


def test_id3_tells_the_usual_tags(copy: Copy) -> None:
    tags = tagged(
        copy("tone.mp3"),
        id3.TCOM(encoding=3, text=["Composer"]),
        id3.TSRC(encoding=3, text=["DEA310001234"]),
        id3.TCMP(encoding=3, text=["1"]),
        id3.UFID(owner="http://musicbrainz.org", data=UUID.encode()),
        id3.TXXX(encoding=3, desc="MusicBrainz Album Id", text=[UUID.upper()]),
        id3.TXXX(encoding=3, desc="MusicBrainz Artist Id", text=[f"{UUID}/{OTHER_UUID}"]),
        id3.TXXX(encoding=3, desc="MusicBrainz Work Id", text=["nonsense"]),
        id3.TXXX(encoding=3, desc="replaygain_track_gain", text=["-6.50 dB"]),
        id3.RVA2(desc="album", channel=1, gain=-3.5, peak=0.5),
        id3.TIPL(encoding=3, people=[["producer", "P"], ["mix", "M"]]),
        id3.USLT(encoding=3, lang="eng", desc="", text="Line one\r\nLine two \r\n"),
        id3.COMM(encoding=3, lang="eng", desc="iTunNORM", text=[" 00000A"]),
        id3.WOAR(url="http://example.org"),
    )
    assert tags.compilation
    assert tags.lyrics == "Line one\nLine two"
    assert tags.extra == {
        "composer": ("Composer",),
        "isrc": ("DEA310001234",),
        "musicbrainz_trackid": (UUID,),
        "musicbrainz_albumid": (UUID,),
        "musicbrainz_artistid": (UUID, OTHER_UUID),
        "replaygain_track_gain": ("-6.50 dB",),
        "replaygain_album_gain": ("-3.50 dB",),
        "replaygain_album_peak": ("0.500000",),
        "producer": ("P",),
        "mixer": ("M",),
        "website": ("http://example.org",),
    }


@pytest.mark.parametrize(
    ("text", "year"),
    [("05/06/2004", 2004), ("6.5.1987", 1987), ("20040506", 2004), ("May 2004", 2004), ("2004-05-06T07:00:00Z", 2004)],
)
def test_any_date_has_a_year(copy: Copy, text: str, year: int) -> None:
    path = copy("tone.mp3")
    body = b"TDRC" + struct.pack(">I", len(text) + 1) + b"\0\0\x03" + text.encode()
    path.write_bytes(b"ID3\x04\0\0" + struct.pack(">I", len(body)) + body + bare(path).read_bytes())
    assert read_tags(path).release == year


def test_old_id3_versions_are_read(copy: Copy) -> None:
    path = copy("tone.mp3")
    assert tagged(path, id3.TDRC(encoding=0, text="2003-04-05"), version=3).release == 2003
    frames = bare(path).read_bytes()
    old = b"TT2\0\0\6\0Title" + b"TYE\0\0\5\x001995" + b"PIC" + struct.pack(">I", len(PICTURE) + 6)[1:] + b"\0PNG\x03\0"
    old += PICTURE
    path.write_bytes(b"ID3\x02\0\0\0\0" + bytes([len(old) >> 7, len(old) & 127]) + old + frames)
    assert (read_tags(path).title, read_tags(path).release) == ("Title", 1995)
    assert read_picture(path) == PICTURE
    oldest = (
        b"TAG" + b"Title".ljust(30, b"\0") + b"Artist".ljust(30) + b"Album".ljust(30) + b"1980" + bytes(29) + b"\5\x11"
    )
    path.write_bytes(frames + oldest)
    tags = read_tags(path)
    assert (tags.title, tags.artists, tags.release, tags.track, tags.genres) == (
        "Title",
        ("Artist",),
        1980,
        5,
        ("Rock",),
    )


def test_text_in_the_wrong_encoding_is_repaired(copy: Copy) -> None:
    tags = tagged(
        copy("tone.mp3"),
        id3.TIT2(encoding=0, text=["Björk".encode().decode("latin-1")]),
        id3.TALB(encoding=0, text=[b"Don\x92t".decode("latin-1")]),
        id3.TPE1(encoding=0, text=["Motörhead"]),
    )
    assert (tags.title, tags.album, tags.artists) == ("Björk", "Don’t", ("Motörhead",))


def test_ape_tags_behind_an_mp3_fill_the_gaps(copy: Copy) -> None:
    path = copy("tone.mp3")
    ape = APEv2()
    ape["Title"], ape["replaygain_album_peak"] = "Not this", "0.9"
    ape.save(path)
    tags = read_tags(path)
    assert (tags.title, tags.extra["replaygain_album_peak"]) == ("Ein Tön 音", ("0.9",))
    tagless = bare(path)
    assert read_tags(tagless).title == "Not this"


@pytest.mark.parametrize(
    ("frames", "origin"),
    [
        ([id3.COMM(encoding=3, lang="XXX", desc="", text=["Visit http://x.Bandcamp.com"])], "bandcamp"),
        ([id3.TPUB(encoding=3, text=["网易云音乐"])], "music163"),
        ([id3.COMM(encoding=3, lang="XXX", desc="", text=["163 key(Don't modify):abc"])], "music163"),
        ([id3.COMM(encoding=3, lang="eng", desc="", text=["Amazon.com Song ID: 1"])], "Amazon"),
        ([id3.PRIV(owner="a", data=b""), id3.PRIV(owner="Google/UITS", data=b"")], "Google"),
        ([id3.COMM(encoding=3, lang="eng", desc="", text=["great"])], "internet"),
    ],
)
def test_the_origin_of_an_mp3_is_seen(copy: Copy, frames: list[id3.Frame], origin: str) -> None:
    assert tagged(copy("tone.mp3"), *frames).origin == origin


def test_an_icon_is_the_last_choice_and_a_link_none(copy: Copy) -> None:
    path = copy("tone.mp3")
    icon = id3.APIC(encoding=3, mime="image/png", type=1, desc="icon", data=OTHER_PICTURE)
    link = id3.APIC(encoding=3, mime="-->", type=3, desc="link", data=b"http://example.org/a.png")
    assert tagged(path, icon, link).haspicture
    assert read_picture(path) == OTHER_PICTURE
    tagged(path, icon, link, id3.APIC(encoding=3, mime="", type=8, desc="artist", data=PICTURE))
    assert read_picture(path) == PICTURE
    assert not tagged(path, link).haspicture
