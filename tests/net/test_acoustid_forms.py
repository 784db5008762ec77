"""Questions of programs that speak AcoustID are read, and answers written, as AcoustID does."""

from typing import Any
from xml.etree import ElementTree as Tree

import pytest

from musicdb.net.acoustidanswers import Format, read_format, write
from musicdb.net.acoustidquestions import AcoustIDError, first, read_lookup, read_submission

MBID = "11111111-1111-4111-8111-111111111111"
SOUND = {"duration": ["120"], "fingerprint": ["AQAAAA"]}


def test_a_lookup_without_batch_has_one_query() -> None:
    fields = {**SOUND, "fingerprint.3": ["B"], "duration.3": ["9.0"], "trackid.20": [MBID.upper()]}
    one = read_lookup({**fields, "meta": ["recordings+releases tracks"]})
    assert [(query.index, query.fingerprint, query.duration) for query in one.queries] == [("", "AQAAAA", 120)]
    assert (one.meta, one.difference) == ({"recordings", "releases", "tracks"}, 7)
    several = read_lookup({**fields, "batch": ["1"], "maxdurationdiff": ["30"], "meta": ["2"]})
    assert [query.index for query in several.queries] == ["", "3", "20"]
    assert (several.queries[1].duration, several.queries[2].trackid, several.difference) == (9, MBID, 30)
    assert (several.meta, read_lookup({**SOUND, "meta": ["1"]}).meta) == ({"m2"}, {"recordingids"})
    assert read_lookup({**SOUND, "meta": ["0"]}).meta == frozenset()


@pytest.mark.parametrize(
    ("fields", "code", "status"),
    [
        ({}, 2, 400),
        ({"fingerprint": ["A"]}, 2, 400),
        ({"fingerprint": ["A"], "duration": ["0"]}, 8, 400),
        ({"fingerprint": ["A"], "duration": ["32768"]}, 8, 400),
        ({"fingerprint": ["A"], "duration": ["²"]}, 8, 400),
        ({"trackid": ["x"]}, 7, 400),
        ({**SOUND, "maxdurationdiff": ["31"]}, 11, 400),
        ({"batch": ["1"], **{f"fingerprint.{n}": ["A"] for n in range(21)}}, 19, 413),
        ({"batch": ["1"], **{f"trackid.{n}": [MBID] for n in range(101)}}, 19, 413),
    ],
)
def test_wrong_lookups(fields: dict[str, list[str]], code: int, status: int) -> None:
    with pytest.raises(AcoustIDError) as caught:
        read_lookup(fields)
    assert (caught.value.code, caught.value.status) == (code, status)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [("bitrate", "-1", 9), ("foreignid", "Vendor:1", 10), ("mbid", "1", 7), ("puid", "1", 7), ("duration", "x", 8)],
)
def test_wrong_submissions(name: str, value: str, code: int) -> None:
    with pytest.raises(AcoustIDError) as caught:
        read_submission({**SOUND, name: [value]})
    assert caught.value.code == code
    good = {f"{key}.1": values for key, values in SOUND.items()}
    assert [item.index for item in read_submission({**SOUND, name: [value], **good})] == ["1"]


def test_a_submission_for_each_recording() -> None:
    other = MBID.replace("1", "2")
    fields = {
        **SOUND, "mbid": [MBID, other, MBID, ""], "track": [" A \0 b "], "trackno": ["10001"], "discno": ["2"],
        "year": ["x"], "bitrate": ["320"], "foreignid": ["spotify:1"],
    }  # fmt: skip
    (item,) = read_submission(fields)
    assert (item.index, [one.mbid for one in item.submissions]) == ("0", [MBID, other])
    details = item.submissions[0].details
    assert (details.title, details.track, details.disc, details.year, details.bitrate) == ("A b", 0, 2, 0, 320)


def test_formats() -> None:
    answer = {"status": "ok", "results": [{"id": "1", "@score": 1.5, "isrcs": ["a", "b\0"]}]}
    assert write(answer, Format.JSON, "f")[0].startswith(b'{"results": [{')
    assert write(answer, Format.JSONP, "f.g")[0].startswith(b'f.g({"results"')
    root = Tree.fromstring(write(answer, Format.XML, "f")[0])  # noqa: S314 -- our own
    assert (root.tag, root.findtext("status")) == ("response", "ok")
    (result,) = root.findall("results/result")
    assert (result.get("score"), [isrc.text for isrc in result.findall("isrcs/isrc")]) == ("1.5", ["a", "b\ufffd"])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (Format.JSON, "jsonAcoustidApi")),
        ({"format": ["jsonp"], "jsoncallback": ["a.b$1"]}, (Format.JSONP, "a.b$1")),
        ({"format": ["jsonp"], "jsoncallback": ["alert(1)//"]}, (Format.JSONP, "jsonAcoustidApi")),
        ({"format": ["xml"]}, (Format.XML, "jsonAcoustidApi")),
    ],
)
def test_which_format(fields: dict[str, Any], expected: tuple[Format, str]) -> None:
    assert read_format(fields) == expected
    assert first(fields, "none") == ""


def test_an_unknown_format() -> None:
    with pytest.raises(AcoustIDError) as caught:
        read_format({"format": ["yaml"]})
    assert (caught.value.code, caught.value.message) == (1, 'unknown format "yaml"')
