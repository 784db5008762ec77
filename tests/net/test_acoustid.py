"""MusicDB as an AcoustID server, over real sockets."""

import gzip
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
import pytest_twisted

from musicdb.config.acoustid import AcoustID
from musicdb.config.schema import Config
from musicdb.fingerprint.chromaprint import fingerprint
from musicdb.fingerprint.textformat import encode
from musicdb.net.acoustidkeys import household_key
from musicdb.net.passwords import set_password
from musicdb.net.ratelimits import Limit, RateLimits
from tests.fingerprint.instruments import play
from tests.household import House
from tests.insight.sounding import add_tagged_song
from tests.net.conftest import MakeNet, Net
from tests.net.wires import Response, fetch

MBID = "11111111-1111-4111-8111-111111111111"
SOUND = play(30, 41)
TEXT = encode(fingerprint(SOUND))
LOOKUP = {"client": "any", "duration": "30", "fingerprint": TEXT}
PAGE = "http://foreign.example"

Serve = Callable[..., Net]


@pytest.fixture
def serve(house: House, make_net: MakeNet) -> Serve:
    """Opens a site that answers about the songs of a house."""

    def opened(*applications: str) -> Net:
        return make_net(acoustid=AcoustID(serve=True, applications=applications), trackdesk=house.services.trackdesk)

    return opened


@pytest.fixture
def songs(house: House) -> House:
    """A house with a song in it."""
    add_tagged_song(house, "A/2001 - B/01 C.flac", SOUND, title="C", musicbrainz_trackid=MBID)
    house.services.finder.catch_up()
    return house


async def get(net: Net, name: str, fields: dict[str, Any], method: str = "GET", **headers: str) -> Response:
    query = urlencode(fields, doseq=True)
    if method == "GET":
        return await fetch(f"{net.url}/v2/{name}?{query}", **headers)
    return await fetch(f"{net.url}/v2/{name}", method, query.encode(), **headers)


async def error(net: Net, name: str, fields: dict[str, Any], **headers: str) -> tuple[int, int]:
    answer = await get(net, name, fields, "POST", **headers)
    assert answer.json()["status"] == "error"
    return answer.status, answer.json()["error"]["code"]


@pytest_twisted.ensureDeferred
async def test_lookups_in_all_ways(songs: House, serve: Serve) -> None:
    net = serve()
    fields = {**LOOKUP, "meta": "recordingids"}
    answer = await get(net, "lookup", fields)
    (result,) = answer.json()["results"]
    assert (answer.status, answer.json()["status"], result["recordings"]) == (200, "ok", [{"id": MBID}])
    assert answer.headers["access-control-allow-origin"] == "*"
    body = urlencode({"fingerprint": TEXT, "duration": "30"}).encode()
    parts = gzip.compress(body[:9]) + gzip.compress(body[9:])
    for packed, encoding in ((body, None), (gzip.compress(body), "gzip"), (parts, "gzip")):
        url = f"{net.url}//v2//lookup/?client=any&meta=1"
        posted = await fetch(url, "POST", packed, Content_Encoding=encoding)
        assert posted.json() == answer.json()
    assert (await get(net, "lookup", {"client": "any", "trackid": result["id"]})).json()["results"] == [
        {"id": result["id"], "score": 1.0}
    ]
    batch = {
        "client": "any",
        "batch": "1",
        "fingerprint.7": TEXT,
        "duration.7": "30",
        "fingerprint.8": "!",
        "duration.8": "1",
    }
    assert [one["index"] for one in (await get(net, "lookup", batch, "POST")).json()["fingerprints"]] == ["7"]
    xml = await get(net, "lookup", {**LOOKUP, "format": "xml"})
    assert (xml.headers["content-type"], result["id"].encode() in xml.body) == ("text/xml; charset=UTF-8", True)
    tracks = {"tracks": [{"id": result["id"]}], "status": "ok"}
    assert (await get(net, "track/list_by_mbid", {"mbid": MBID})).json() == tracks
    listed = (await get(net, "track/list_by_mbid", {"mbid": [MBID, result["id"]], "batch": "1"})).json()["mbids"]
    assert listed == [{"mbid": MBID, "tracks": tracks["tracks"]}, {"mbid": result["id"], "tracks": []}]
    sound = (await get(net, "fingerprint", {"id": result["id"]})).json()["fingerprint"]
    assert (sound["hashes"], sound["duration"]) == (fingerprint(SOUND).tolist(), 30)


@pytest_twisted.ensureDeferred
async def test_submissions(songs: House, serve: Serve) -> None:
    net = serve()
    fields = {
        "client": "any", "user": "me", "fingerprint.0": TEXT, "duration.0": "30", "mbid.0": [MBID, MBID[::-1]],
        "fingerprint.1": TEXT, "duration.1": "30", "fingerprint.2": "null", "duration.2": "30",
    }  # fmt: skip
    told = (await get(net, "submit", fields, "POST")).json()["submissions"]
    assert [(one["status"], one["index"]) for one in told] == [("pending", "0"), ("pending", "0"), ("pending", "1")]
    songs.services.trackdesk.catch_up()
    numbers = [one["id"] for one in told]
    status = (await get(net, "submission_status", {"client": "any", "id": [*numbers, 99, "x"]})).json()["submissions"]
    assert [one["status"] for one in status] == ["imported", "imported", "rejected"]
    assert status[0]["result"] == status[1]["result"]
    assert status[2]["reason"].startswith("It tells neither an id")


@pytest.mark.parametrize(
    ("name", "fields", "expected"),
    [
        ("lookup", {**LOOKUP, "format": "yaml"}, (400, 1)),
        ("lookup", {"client": "any", "duration": "30"}, (400, 2)),
        ("lookup", {"duration": "30", "fingerprint": TEXT}, (400, 2)),
        ("lookup", {**LOOKUP, "fingerprint": "null"}, (400, 3)),
        ("lookup", {**LOOKUP, "fingerprint": "A" + TEXT}, (400, 3)),
        ("lookup", {"client": "any", "trackid": "1"}, (400, 7)),
        ("lookup", {**LOOKUP, "duration": "-30"}, (400, 8)),
        ("lookup", {**LOOKUP, "maxdurationdiff": "0"}, (400, 11)),
        ("submit", LOOKUP, (400, 2)),
        ("submit", {**LOOKUP, "user": "me", "bitrate": "0"}, (400, 9)),
        ("submit", {**LOOKUP, "user": "me", "foreignid": "1"}, (400, 10)),
        ("submission_status", {"client": "any"}, (400, 2)),
        ("fingerprint", {"id": MBID}, (404, 18)),
        ("track/list_by_mbid", {"mbid": "x"}, (400, 7)),
        ("user/lookup", {"client": "any"}, (404, 12)),
        ("lookup", {f"fingerprint.{n}": "A" for n in range(1001)}, (413, 19)),
    ],
)
@pytest_twisted.ensureDeferred
async def test_what_is_wrong_is_told_by_number(
    serve: Serve, name: str, fields: dict[str, Any], expected: tuple[int, int]
) -> None:
    assert await error(serve(), name, fields) == expected


@pytest_twisted.ensureDeferred
async def test_bodies_are_bounded(serve: Serve) -> None:
    url = f"{serve().url}/v2/lookup"
    bomb = gzip.compress(b"a=" + b"b" * (1 << 20))
    bodies = bomb, b"no gzip", gzip.compress(b"a=b")[:-9]
    answers = [await fetch(url, "POST", body, Content_Encoding="gzip") for body in bodies]
    assert [(one.status, one.json()["error"]["code"]) for one in answers] == [(413, 19), (400, 5), (400, 5)]
    assert (await fetch(url, "POST", b"a" * ((1 << 20) + 1))).status == 413


@pytest_twisted.ensureDeferred
async def test_pages_of_other_servers_need_the_key_of_the_household(serve: Serve, config: Config) -> None:
    net, key = serve("wellknown"), household_key(config.directories.config)
    assert len(key) == 20
    for headers in ({"Origin": PAGE}, {"Sec_Fetch_Site": "cross-site"}):
        assert await error(net, "lookup", {**LOOKUP, "client": "wellknown"}, **headers) == (400, 4)
        assert (await get(net, "lookup", {**LOOKUP, "client": key}, **headers)).json()["status"] == "ok"
    fields = {**LOOKUP, "format": "jsonp", "jsoncallback": "f"}
    assert (await get(net, "lookup", fields)).body.startswith(b'f({"error": {"code": 4')
    assert (await get(net, "lookup", {**fields, "client": key})).body == b'f({"results": [], "status": "ok"})'
    assert (await fetch(f"{net.url}/v2/lookup", "OPTIONS", Origin=PAGE)).status == 204


@pytest_twisted.ensureDeferred
async def test_who_is_not_at_home_needs_a_key(serve: Serve, config: Config) -> None:
    set_password(config.directories.config, "a secret")
    net, key = serve("wellknown"), household_key(config.directories.config)
    assert await error(net, "lookup", LOOKUP) == (400, 4)
    assert (await get(net, "lookup", {**LOOKUP, "client": "wellknown"})).status == 200
    assert await error(net, "fingerprint", {"id": MBID}) == (400, 4)
    assert await error(net, "submit", {**LOOKUP, "client": "wellknown", "user": "me"}) == (400, 6)
    submission = {**LOOKUP, "client": "wellknown", "user": key, "mbid": MBID}
    assert (await get(net, "submit", submission)).json()["submissions"][0]["status"] == "pending"
    assert (await get(net, "lookup", {**LOOKUP, "client": key})).status == 200
    assert (await get(net, "lookup", LOOKUP, X_API_Key=net.key)).status == 200


@pytest_twisted.ensureDeferred
async def test_it_is_off_until_it_is_switched_on(net: Net) -> None:
    answer = await get(net, "lookup", LOOKUP, "POST")
    assert (answer.status, answer.json()["code"]) == (405, "wrongmethod")


@pytest_twisted.ensureDeferred
async def test_who_asks_too_often_is_told_to_wait(serve: Serve, config: Config) -> None:
    net = serve()
    fields = {"client": "any", "id": "1"}
    answers = [await get(net, "submission_status", fields) for _ in range(81)]
    assert [one.status for one in answers] == [200] * 80 + [429]
    assert json.loads(answers[-1].body)["error"] == {
        "code": 14, "message": "rate limit (4 requests per second) exceeded, try again later",
    }  # fmt: skip
    key = household_key(config.directories.config)
    assert (await get(net, "submission_status", {**fields, "client": key})).status == 200


def test_requests_are_counted_for_twenty_seconds() -> None:
    now = [100.0]
    limits = RateLimits(lambda: now[0])
    one, other = Limit("one", 1), Limit("other", 2)
    assert [limits.exceeded([one, other]) for _ in range(21)] == [None] * 20 + [one]
    assert [limits.exceeded([other]) for _ in range(21)] == [None] * 20 + [other]
    now[0] = 119.9
    assert limits.exceeded([one]) == one
    now[0] = 120.0
    assert limits.exceeded([one]) is None
