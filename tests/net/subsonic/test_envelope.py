"""Requests of apps at the door: ways to prove oneself, ways to write the answer, and what is refused."""

import hashlib
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as Tree

import pytest
import pytest_twisted

from musicdb.net.subsonic.envelope import Style, failed, succeeded
from musicdb.net.subsonic.faults import Code, Fault
from musicdb.net.subsonic.markup import written
from musicdb.net.subsonic.table import ENDPOINTS
from tests.net.conftest import Net
from tests.net.wires import Response, fetch

SECRET = "correct-horse"
SALT = "c19b2d"
TOKEN = hashlib.md5(f"{SECRET}{SALT}".encode(), usedforsecurity=False).hexdigest()
GOOD = {"u": "ann", "p": SECRET, "v": "1.16.1", "c": "test"}


async def ask(net: Net, name: str, **parameters: Any) -> Response:
    return await fetch(f"{net.url}/rest/{name}?{urlencode(parameters, doseq=True)}")


async def told(net: Net, name: str, **parameters: Any) -> Any:
    answer = await ask(net, name, f="json", **parameters)
    assert answer.status == 200
    return answer.json()["subsonic-response"]


@pytest.mark.parametrize(
    "proof",
    [
        {"u": "ann", "p": SECRET},
        {"u": "ann", "p": f"enc:{SECRET.encode().hex()}"},
        {"u": "bob", "t": TOKEN, "s": SALT},
        {"u": "bob", "t": TOKEN.upper(), "s": SALT},
        {"apiKey": SECRET},
    ],
)
@pytest_twisted.ensureDeferred
async def test_ways_to_prove_oneself(net: Net, proof: dict[str, str]) -> None:
    for name in ("ping", "ping.view"):
        assert (await told(net, name, **proof))["status"] == "ok"
    assert (await told(net, "tokenInfo", **proof))["tokenInfo"] == {"username": proof.get("u", "household")}


@pytest.mark.parametrize(
    ("proof", "code"),
    [
        ({}, 10),
        ({"u": "ann"}, 10),
        ({"u": "ann", "t": TOKEN}, 10),
        ({"u": "ann", "p": "wrong"}, 40),
        ({"u": "ann", "p": "enc:xyz"}, 40),
        ({"u": "ann", "p": "enc:ff"}, 40),
        ({"u": "ann", "t": TOKEN, "s": "other0"}, 40),
        ({"u": "ann", "p": SECRET, "t": TOKEN, "s": SALT}, 43),
        ({"u": "ann", "apiKey": SECRET}, 43),
        ({"apiKey": "wrong"}, 44),
    ],
)
@pytest_twisted.ensureDeferred
async def test_who_does_not_get_in(net: Net, proof: dict[str, str], code: int) -> None:
    answer = await told(net, "ping", **proof)
    assert (answer["status"], answer["error"]["code"]) == ("failed", code)
    assert answer["error"]["message"]


@pytest_twisted.ensureDeferred
async def test_guessing_is_slowed_down(net: Net) -> None:
    for _ in range(5):
        assert (await told(net, "ping", u="ann", p="wrong"))["error"]["code"] == 40
    answer = await told(net, "ping", **GOOD)
    assert (answer["error"]["code"], "Wait" in answer["error"]["message"]) == (0, True)
    assert (await told(net, "getOpenSubsonicExtensions"))["status"] == "ok"


@pytest_twisted.ensureDeferred
async def test_the_envelope_in_all_forms(net: Net) -> None:
    plain = await ask(net, "getLicense", **GOOD)
    root = Tree.fromstring(plain.body)  # noqa: S314 -- our own
    assert plain.headers["content-type"].startswith("text/xml")
    assert (root.tag, root.get("status"), root.get("version"), root.get("type"), root.get("openSubsonic")) == (
        "{http://subsonic.org/restapi}subsonic-response", "ok", "1.16.1", "MusicDB", "true",
    )  # fmt: skip
    (license_,) = root
    assert (license_.tag.partition("}")[2], license_.get("valid")) == ("license", "true")
    answer = await told(net, "getLicense", **GOOD)
    assert (answer["license"], answer["openSubsonic"]) == ({"valid": True}, True)
    assert answer["serverVersion"]
    called = await ask(net, "ping", f="jsonp", callback="app.done", **GOOD)
    assert called.body.startswith(b'app.done({"subsonic-response":')
    assert called.headers["content-type"].startswith("application/javascript")
    assert (await ask(net, "ping", f="jsonp", callback="alert(1)//", **GOOD)).body.count(b"alert") == 0
    assert b'code="10"' in (await ask(net, "ping", f="jsonp", **GOOD)).body
    assert b'code="0"' in (await ask(net, "ping", f="yaml", **GOOD)).body


@pytest_twisted.ensureDeferred
async def test_what_cannot_be_answered(net: Net) -> None:
    assert (await told(net, "getUser", **GOOD))["error"]["code"] == 10
    assert (await told(net, "getUser", username="bob", **GOOD))["error"]["code"] == 70
    assert (await told(net, "getUser", username="ann", **GOOD))["user"]["streamRole"] is True
    assert (await told(net, "getNothing", **GOOD))["error"]["code"] == 0
    assert b'status="failed"' in (await fetch(f"{net.url}/rest/ping", method="DELETE")).body
    assert (await fetch(f"{net.url}/rest/ping?{urlencode(GOOD)}", method="HEAD")).body == b""


@pytest_twisted.ensureDeferred
async def test_a_form_and_a_page_of_another_server(net: Net) -> None:
    body = urlencode({**GOOD, "f": "json", "username": "ann"}).encode()
    posted = await fetch(
        f"{net.url}/rest/getUser.view", method="POST", body=body, Origin="https://app.example",
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert posted.json()["subsonic-response"]["user"]["username"] == "ann"
    assert posted.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in posted.headers
    asked = await fetch(f"{net.url}/rest/ping", method="OPTIONS", Origin="https://app.example")
    assert (asked.status, "POST" in asked.headers["access-control-allow-methods"]) == (204, True)
    by_key = await fetch(f"{net.url}/rest/ping?f=json", X_API_Key=net.key)
    assert by_key.json()["subsonic-response"]["error"]["code"] == 10


@pytest_twisted.ensureDeferred
async def test_extensions_are_told_to_everybody(net: Net) -> None:
    extensions = (await told(net, "getOpenSubsonicExtensions"))["openSubsonicExtensions"]
    assert {"name": "formPost", "versions": [1]} in extensions
    root = Tree.fromstring((await ask(net, "getOpenSubsonicExtensions")).body)  # noqa: S314 -- our own
    assert [one.get("name") for one in root] == [one["name"] for one in extensions]
    assert [version.text for version in root[0]] == ["1"]


def test_xml() -> None:
    value = {"id": 1, "on": True, "names": ["a<", "b"], "genre": {"value": "R&B\x00", "n": 1.5}, "empty": []}
    assert written("song", value) == (
        '<song id="1" on="true"><names>a&lt;</names><names>b</names><genre n="1.5">R&amp;B</genre></song>'
    )
    assert written("a", {"title": 'say "x"\n'}) == '<a title="say &quot;x&quot;&#10;"/>'
    assert written("artistInfo2", {"biography": "x"}) == "<artistInfo2><biography>x</biography></artistInfo2>"


def test_faults_and_answers_can_be_written() -> None:
    assert b'<error code="70" message="Gone."/>' in failed(Style(), Fault(Code.NOT_FOUND, "Gone."))[0]
    assert succeeded(Style(), "", None)[0].endswith(b'openSubsonic="true"/>\n')
    assert all(endpoint.doc for endpoint in ENDPOINTS.values())
