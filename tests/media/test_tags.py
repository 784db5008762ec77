"""What tags say, in every format."""

import base64
import shutil
import struct
from pathlib import Path

import pytest
from mutagen import id3
from mutagen.aac import AAC
from mutagen.apev2 import BINARY, APEv2, APEValue
from mutagen.asf import ASF, ASFByteArrayAttribute
from mutagen.flac import FLAC, Picture
from mutagen.mp4 import MP4, AtomDataType, MP4Cover, MP4FreeForm
from mutagen.oggopus import OggOpus
from mutagen.wave import WAVE
from mutagen.wavpack import WavPack

from musicdb.errors import InvalidContentError
from musicdb.media.tags import read_picture, read_tags
from tests.media.conftest import Copy
from tests.media.id3tagging import tagged

UUID = "0b4c1f4c-9c39-4b5c-8c8e-3f0a6c7d1e2f"
OTHER_UUID = "ffffffff-9c39-4b5c-8c8e-3f0a6c7d1e2f"
PICTURE = b"\x89PNG\r\n\x1a\n the front"
OTHER_PICTURE = b"\x89PNG\r\n\x1a\n another one"


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("tone.mp3", "mp3"),
        ("tone.m4a", "aac"),
        ("alac.m4a", "alac"),
        ("tone.flac", "flac"),
        ("tone.ogg", "vorbis"),
        ("tone.oga", "flac"),
        ("tone.opus", "opus"),
        ("tone.aiff", "pcm"),
        ("tone.wma", "wma"),
        ("tone.wv", "wavpack"),
        ("sound.webm", "opus"),
    ],
)
def test_every_format_tells_the_same(sounds: Path, name: str, codec: str) -> None:
    tags = read_tags(sounds / name)
    assert (tags.title, tags.artists, tags.album) == ("Ein Tön 音", ("Søster",), "Größe")
    assert (tags.release, tags.genres, tags.extra["date"]) == (2001, ("Rock",), ("2001-02-03",))
    assert (tags.track, tags.tracks, tags.disc, tags.discs) == (3, 12, 1, 2)
    assert tags.codec == codec
    assert tags.playtime == pytest.approx(1.0, abs=0.08)
    assert tags.samplerate == (48000 if codec == "opus" else 44100)
    assert tags.channels == 1
    assert 20_000 < tags.bitrate < 1_500_000
    assert not tags.haspicture
    assert read_picture(sounds / name) is None


def test_wav_tells_by_its_info_chunk(sounds: Path) -> None:
    tags = read_tags(sounds / "tone.wav")
    assert (tags.title, tags.artists, tags.release, tags.track) == ("Ein Tön 音", ("Søster",), 2001, 3)
    assert (tags.codec, tags.bitrate) == ("pcm", 705_600)


def test_wav_tells_by_its_id3_chunk(copy: Copy) -> None:
    path = copy("tone.wav")
    file = WAVE(path)
    file.add_tags()
    file.tags.add(id3.TIT2(encoding=3, text=["By ID3"]))
    file.tags.add(id3.APIC(encoding=3, mime="image/png", type=3, desc="", data=PICTURE))
    file.save()
    tags = read_tags(path)
    assert (tags.title, tags.album) == ("By ID3", "Größe")
    assert read_picture(path) == PICTURE


def test_aiff_tells_by_its_text_chunks(copy: Copy) -> None:
    path = copy("tone.aiff")
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"ID3 ")] + b"AUTH\0\0\0\2Me")
    tags = read_tags(path)
    assert (tags.title, tags.artists) == ("Ein Tön 音", ("Me",))


def test_aac_streams_may_have_tags(copy: Copy) -> None:
    path = copy("tone.aac")
    assert read_tags(path).codec == "aac"
    assert tagged(path, id3.TIT2(encoding=3, text=["Stream"])).title == "Stream"
    assert AAC(path).info.length == pytest.approx(read_tags(path).playtime)


def test_monkeys_audio_is_read(tmp_path: Path) -> None:
    header = struct.pack("<4sHHIIIIIII16s", b"MAC ", 3990, 0, 52, 24, 0, 0, 1000, 0, 0, bytes(16))
    header += struct.pack("<HHIIIHHI", 2000, 0, 73728, 44100, 1, 16, 2, 44100)
    (tmp_path / "a.ape").write_bytes(header + bytes(1000))
    ape = APEv2()
    ape["Title"], ape["Artist"], ape["Track"], ape["Year"] = "T", ["A", "B"], "7/9", "1999"
    ape["Cover Art (Back)"] = APEValue(b"back.png\0" + OTHER_PICTURE, BINARY)
    ape["Cover Art (Front)"] = APEValue(b"front.png\0" + PICTURE, BINARY)
    ape.save(tmp_path / "a.ape")
    tags = read_tags(tmp_path / "a.ape")
    assert (tags.title, tags.artists, tags.track, tags.tracks, tags.release) == ("T", ("A", "B"), 7, 9, 1999)
    assert (tags.codec, tags.playtime, tags.channels) == ("ape", 1.0, 2)
    assert read_picture(tmp_path / "a.ape") == PICTURE


def test_several_values_stay_several(copy: Copy) -> None:
    tags = tagged(
        copy("tone.mp3"),
        id3.TPE1(encoding=3, text=["A feat. B"]),
        id3.TXXX(encoding=3, desc="ARTISTS", text=["A", "B"]),
        id3.TPE2(encoding=3, text=["A", "C", "A"]),
        id3.TCON(encoding=3, text=["(17)", "51", "Jazz; Bebop", "(4)Eurodisco"]),
    )
    assert tags.artists == ("A", "B")
    assert tags.extra["artist"] == ("A feat. B",)
    assert tags.albumartists == ("A", "C")
    assert tags.genres == ("Rock", "Techno-Industrial", "Jazz", "Bebop", "Disco", "Eurodisco")


def test_vorbis_tells_the_usual_tags(copy: Copy) -> None:
    path = copy("tone.flac")
    file = FLAC(path)
    file.clear()
    file["Artist"], file["ARTISTS"], file["album artist"] = ["A & B"], ["A", "B"], ["C"]
    file["tracknumber"], file["totaltracks"], file["discnumber"], file["disctotal"] = "03", "9", "2", "4"
    file["lyrics"], file["year"], file["compilation"], file["musicbrainz_albumid"] = "La\nla", "1990", "1", UUID
    file["replaygain_track_gain"], file["comment"] = "+1.0 dB", "Visit https://x.bandcamp.com"
    for kind, data in ((4, OTHER_PICTURE), (3, PICTURE)):
        picture = Picture()
        picture.type, picture.data, picture.mime = kind, data, "image/png"
        file.add_picture(picture)
    file.save()
    tags = read_tags(path)
    assert (tags.artists, tags.extra["artist"], tags.albumartists) == (("A", "B"), ("A & B",), ("C",))
    assert (tags.track, tags.tracks, tags.disc, tags.discs) == (3, 9, 2, 4)
    assert (tags.lyrics, tags.release, tags.compilation, tags.origin) == ("La\nla", 1990, True, "bandcamp")
    assert tags.extra["musicbrainz_albumid"] == (UUID,)
    assert tags.haspicture
    assert read_picture(path) == PICTURE


def test_opus_gains_become_replaygain(copy: Copy) -> None:
    path = copy("tone.opus")
    file = OggOpus(path)
    file["R128_TRACK_GAIN"], file["R128_ALBUM_GAIN"] = "-512", "nonsense"
    picture = Picture()
    picture.type, picture.data, picture.mime = 3, PICTURE, "image/png"
    file["METADATA_BLOCK_PICTURE"] = ["!", base64.b64encode(picture.write()).decode()]
    file.save()
    tags = read_tags(path)
    assert tags.extra["replaygain_track_gain"] == ("+3.00 dB",)
    assert "replaygain_album_gain" not in tags.extra
    assert read_picture(path) == PICTURE


def test_mp4_tells_the_usual_tags(copy: Copy) -> None:
    path = copy("tone.m4a")
    file = MP4(path)
    file["\xa9ART"], file["aART"], file["cpil"], file["tmpo"] = ["A", "B"], ["C"], True, [120]
    file["\xa9lyr"], file["\xa9wrt"], file["\xa9day"] = ["La"], ["W"], ["2004-05-06T07:00:00Z"]
    file["----:com.apple.iTunes:MusicBrainz Track Id"] = [MP4FreeForm(UUID.encode(), AtomDataType.UTF8)]
    file["----:com.apple.iTunes:replaygain_track_gain"] = [MP4FreeForm(b"-1.00 dB", AtomDataType.UTF8)]
    file["----:com.apple.iTunes:ISRC"] = [MP4FreeForm(b"\0\1", AtomDataType.INTEGER)]
    file["covr"] = [MP4Cover(PICTURE, MP4Cover.FORMAT_PNG)]
    file.save()
    tags = read_tags(path)
    assert (tags.artists, tags.albumartists, tags.compilation, tags.lyrics) == (("A", "B"), ("C",), True, "La")
    assert (tags.release, tags.origin, read_picture(path)) == (2004, "internet", PICTURE)
    assert tags.extra["musicbrainz_trackid"] == (UUID,)
    assert tags.extra["bpm"] == ("120",)
    assert "isrc" not in tags.extra


def test_wma_tells_the_usual_tags(copy: Copy) -> None:
    path = copy("tone.wma")
    file = ASF(path)
    file["Author"], file["WM/AlbumArtist"], file["WM/IsCompilation"] = ["A", "B"], "C", True
    file["WM/TrackNumber"], file["WM/PartOfSet"], file["WM/Year"] = 7, "2/3", "1998"
    file["MusicBrainz/Album Id"], file["WM/Lyrics"] = UUID, "La"
    header = b"\x03" + struct.pack("<I", len(PICTURE)) + "image/png\0".encode("utf-16-le") + "\0".encode("utf-16-le")
    file["WM/Picture"] = [ASFByteArrayAttribute(data=header + PICTURE)]
    file.save()
    tags = read_tags(path)
    assert (tags.artists, tags.albumartists, tags.compilation) == (("A", "B"), ("C",), True)
    assert (tags.track, tags.disc, tags.discs, tags.release, tags.lyrics) == (7, 2, 3, 1998, "La")
    assert (tags.extra["musicbrainz_albumid"], read_picture(path)) == ((UUID,), PICTURE)


def test_wavpack_tells_the_usual_tags(copy: Copy) -> None:
    path = copy("tone.wv")
    file = WavPack(path)
    file["Album Artist"], file["Disc"], file["Lyrics"] = "C", "1/2", "La"
    file.save()
    assert (read_tags(path).albumartists, read_tags(path).disc, read_tags(path).lyrics) == (("C",), 1, "La")


def test_videos_tell_what_they_know(videos: Path) -> None:
    for name, codec in (("h264.mp4", "aac"), ("vp9.webm", "opus"), ("h264.mkv", "vorbis")):
        tags = read_tags(videos / name)
        assert (tags.title, tags.artists, tags.codec) == ("Tïtle", ("A",), codec)
        assert tags.playtime == pytest.approx(2.0, abs=0.1)
    assert read_tags(videos / "silent.mp4").playtime == pytest.approx(2.0, abs=0.1)
    assert (read_tags(videos / "silent.mp4").codec, read_tags(videos / "live.webm").playtime) == ("", 0.0)


def test_other_origins_are_seen(copy: Copy, sounds: Path) -> None:
    path = copy("tone.m4a")
    for name in ("----:com.apple.iTunes:iTunNORM", "----:com.apple.iTunes:iTunSMPB", "apID"):
        file = MP4(path)
        file.pop("----:com.apple.iTunes:iTunNORM", None)
        file[name] = [MP4FreeForm(b" 0000") if name.startswith("----") else "me@example.org"]
        file.save()
        assert read_tags(path).origin == "iTunes"
    file = MP4(Path(shutil.copy(sounds / "alac.m4a", path)))
    file["\xa9cmt"] = ["any comment"]
    file.save()
    assert read_tags(path).origin == "internet"
    assert read_tags(sounds / "tone.flac").origin == "CD"


def test_the_corpus_is_read(corpus: Path) -> None:
    tags = read_tags(corpus / "The Battle for Wesnoth OST (Disc 1 + 2)" / "CD2" / "17 - Transience.mp3")
    assert (tags.title, tags.disc, tags.track, tags.release) == ("Transience", 2, 17, 2004)
    assert read_tags(next(corpus.rglob("01 Frantic.flac"))).haspicture
    assert (read_picture(next(corpus.rglob("track1.m4a"))) or b"").startswith(b"\xff\xd8\xff")


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(PICTURE)
    with pytest.raises(InvalidContentError, match="neither"):
        read_tags(tmp_path / "a.mp3")
    with pytest.raises(InvalidContentError, match="cannot be read"):
        read_picture(tmp_path / "nowhere.mp3")
