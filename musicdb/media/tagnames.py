"""How each tag is named in each family of formats: the one table, and its reading by family.

`name` is MusicDB's own name and also the name in Vorbis comments, APEv2 and Matroska; `also` are further names used
there. Both count as free-form names in ID3 (`TXXX:…`), MP4 (`----:…`) and ASF too, which makes most rows short. Names
compare without case. Where a file has several of the names of one row, the first one in the row wins.
"""

from functools import cache
from typing import Literal

import msgspec

Family = Literal["id3", "mp4", "vorbis", "ape", "asf"]


class TagName(msgspec.Struct, frozen=True):
    """A row. Several names are separated by "|"."""

    name: str
    id3: str = ""
    mp4: str = ""
    asf: str = ""
    also: str = ""


TAG_NAMES: tuple[TagName, ...] = (
    TagName("title", "TIT2", "©nam", "Title"),
    TagName("subtitle", "TIT3", "", "WM/SubTitle", "version"),
    TagName("album", "TALB", "©alb", "WM/AlbumTitle"),
    TagName("artist", "TPE1", "©ART", "Author|WM/Author"),
    TagName("artists", "", "", "WM/ARTISTS"),
    TagName("albumartist", "TPE2", "aART", "WM/AlbumArtist", "album artist|album_artist|ensemble"),
    TagName("albumartists", also="album artists|album_artists"),
    TagName("date", "TDRC|TYER", "©day", "WM/Year", "year|date_released|release date"),
    TagName("releasedate", "TDRL"),
    TagName("originaldate", "TDOR|TORY", "", "WM/OriginalReleaseTime|WM/OriginalReleaseYear", "originalyear|origyear"),
    TagName("tracknumber", "TRCK", "trkn", "WM/TrackNumber|WM/Track", "track|part_number"),
    TagName("tracktotal", "", "", "TotalTracks", "totaltracks|total_parts"),
    TagName("discnumber", "TPOS", "disk", "WM/PartOfSet", "disc|disk|discno"),
    TagName("disctotal", "", "", "TotalDiscs", "totaldiscs"),
    TagName("discsubtitle", "TSST", "", "WM/SetSubTitle", "setsubtitle"),
    TagName("genre", "TCON", "©gen", "WM/Genre"),
    TagName("compilation", "TCMP", "cpil", "WM/IsCompilation"),
    TagName("lyrics", "USLT", "©lyr", "WM/Lyrics", "unsyncedlyrics|unsynced lyrics"),
    TagName("comment", "COMM", "©cmt", "Description|WM/Comments"),
    TagName("description", "", "desc|ldes"),
    TagName("composer", "TCOM", "©wrt", "WM/Composer"),
    TagName("lyricist", "TEXT", "", "WM/Writer", "writer"),
    TagName("conductor", "TPE3", "©con", "WM/Conductor"),
    TagName("remixer", "TPE4", "", "WM/ModifiedBy", "mixartist"),
    TagName("performer"),
    TagName("arranger", "TIPL:arranger"),
    TagName("producer", "TIPL:producer", "©prd", "WM/Producer"),
    TagName("engineer", "TIPL:engineer", "", "WM/Engineer"),
    TagName("mixer", "TIPL:mix", "", "WM/Mixer"),
    TagName("djmixer", "TIPL:dj-mix", "", "WM/DJMixer"),
    TagName("titlesort", "TSOT", "sonm", "WM/TitleSortOrder"),
    TagName("albumsort", "TSOA", "soal", "WM/AlbumSortOrder"),
    TagName("artistsort", "TSOP", "soar", "WM/ArtistSortOrder"),
    TagName("albumartistsort", "TSO2", "soaa", "WM/AlbumArtistSortOrder"),
    TagName("composersort", "TSOC", "soco", "WM/ComposerSortOrder"),
    TagName("grouping", "GRP1|TIT1", "©grp", "WM/ContentGroupDescription", "contentgroup"),
    TagName("work", "", "©wrk", "WM/Work"),
    TagName("movement", "MVNM", "©mvn"),
    TagName("mood", "TMOO", "", "WM/Mood"),
    TagName("bpm", "TBPM", "tmpo", "WM/BeatsPerMinute"),
    TagName("key", "TKEY", "", "WM/InitialKey", "initialkey|initial key"),
    TagName("language", "TLAN", "", "WM/Language"),
    TagName("isrc", "TSRC", "", "WM/ISRC"),
    TagName("label", "TPUB", "", "WM/Publisher", "publisher|organization"),
    TagName("catalognumber", "", "", "WM/CatalogNo", "catalog|labelno"),
    TagName("barcode", "", "", "WM/Barcode", "upc|ean"),
    TagName("asin", "", "", "ASIN"),
    TagName("media", "TMED", "", "WM/Media"),
    TagName("releasecountry", also="musicbrainz album release country|musicbrainz/album release country"),
    TagName("releasestatus", also="musicbrainz album status|musicbrainz/album status"),
    TagName("releasetype", also="musicbrainz album type|musicbrainz/album type|musicbrainz_albumtype"),
    TagName("copyright", "TCOP", "cprt", "Copyright"),
    TagName("license", "WCOP", "", "LICENSE"),
    TagName("website", "WOAR|WXXX:", "", "WM/AuthorURL", "url|weblink"),
    TagName("encodedby", "TENC", "©enc", "WM/EncodedBy", "encoded by"),
    TagName("encoder", "TSSE", "©too", "WM/EncodingSettings|WM/ToolName", "encodersettings|encoding settings"),
    TagName(
        "musicbrainz_trackid",
        "UFID:http://musicbrainz.org",
        also="musicbrainz track id|musicbrainz/track id|musicbrainz recording id|musicbrainz_recordingid",
    ),
    TagName("musicbrainz_releasetrackid", also="musicbrainz release track id|musicbrainz/release track id"),
    TagName("musicbrainz_albumid", also="musicbrainz album id|musicbrainz/album id"),
    TagName("musicbrainz_artistid", also="musicbrainz artist id|musicbrainz/artist id"),
    TagName("musicbrainz_albumartistid", also="musicbrainz album artist id|musicbrainz/album artist id"),
    TagName("musicbrainz_releasegroupid", also="musicbrainz release group id|musicbrainz/release group id"),
    TagName("musicbrainz_workid", also="musicbrainz work id|musicbrainz/work id"),
    TagName("musicbrainz_discid", also="musicbrainz disc id|musicbrainz/disc id"),
    TagName("musicbrainz_originalalbumid", also="musicbrainz original album id|musicbrainz/original album id"),
    TagName("musicbrainz_originalartistid", also="musicbrainz original artist id|musicbrainz/original artist id"),
    TagName("acoustid_id", also="acoustid id|acoustid/id"),
    TagName("replaygain_track_gain", "RVA2:track:gain"),
    TagName("replaygain_track_peak", "RVA2:track:peak"),
    TagName("replaygain_album_gain", "RVA2:album:gain"),
    TagName("replaygain_album_peak", "RVA2:album:peak"),
    TagName("replaygain_reference_loudness"),
    TagName("r128_track_gain"),
    TagName("r128_album_gain"),
)


def canonical(native: dict[str, list[str]], family: Family) -> dict[str, list[str]]:
    """The values of a file's own tags (their names in lower case) under MusicDB's names."""
    names = _index(family)
    best: dict[str, tuple[int, list[str]]] = {}
    for key, values in native.items():
        name, rank = names.get(key, ("", 0))
        if name and any(value.strip() for value in values) and (name not in best or rank < best[name][0]):
            best[name] = (rank, values)
    return {name: values for name, (_, values) in best.items()}


@cache
def _index(family: Family) -> dict[str, tuple[str, int]]:
    """For each name in use in the family: MusicDB's name, and its rank among the names that mean the same."""
    index: dict[str, tuple[str, int]] = {}
    for row in TAG_NAMES:
        for rank, native in enumerate(_names(row, family)):
            index.setdefault(native.lower(), (row.name, rank))
    return index


def _names(row: TagName, family: Family) -> list[str]:
    free = [row.name, *filter(None, row.also.split("|"))]
    if family == "id3":
        return [*filter(None, row.id3.split("|")), *(f"TXXX:{name}" for name in free)]
    if family == "mp4":
        return [*filter(None, row.mp4.split("|")), *(f"----:{name}" for name in free)]
    if family == "asf":
        return [*filter(None, row.asf.split("|")), *free]
    return free
