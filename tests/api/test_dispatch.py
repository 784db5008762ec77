"""From a packet to its answer."""

import json
from typing import Any

import pytest

from musicdb.api.declare import Subject
from musicdb.api.dispatch import dispatch
from musicdb.api.table import FUNCTIONS, add_up
from musicdb.errors import NotFoundError
from musicdb.services import Services
from musicdb.wire.packets import Call, Method
from tests.household import House

things = Subject("things", "For the tests.")


@things.function("GetThing")
def get_thing(_services: Services, *, thingid: int) -> dict[str, int]:
    """Answers."""
    if thingid == 0:
        raise NotFoundError("There is no thing 0.")
    return {"id": thingid}


@things.function("SetThing", announces=get_thing)
def set_thing(_services: Services, *, thingid: int, value: str = "x") -> None:
    """Is announced."""


@things.function("CutThing", answers_as=get_thing)
def cut_thing(_services: Services, *, thingid: int, otherid: int) -> dict[str, int]:
    """Answers as somebody else."""
    return {"id": thingid}


@things.function("BreakThing")
def break_thing(_services: Services) -> None:
    """Breaks."""
    raise ZeroDivisionError


def packets(house: House, method: Method, function: str, /, **arguments: Any) -> tuple[list[Any], list[Any]]:
    call = Call(method, function, "Signature", arguments, {"id": 1})
    reply = dispatch(house.services, call, {**FUNCTIONS, **things.functions})
    return [json.loads(packet) for packet in reply.to_caller], [json.loads(packet) for packet in reply.to_all]


def test_a_request_is_answered_to_the_caller(house: House) -> None:
    (answer,), to_all = packets(house, Method.REQUEST, "GetThing", thingid=7)
    assert answer == {
        "method": "response", "fncname": "GetThing", "fncsig": "Signature", "arguments": {"id": 7}, "pass": {"id": 1},
    }  # fmt: skip
    assert not to_all


def test_a_call_is_not_answered(house: House) -> None:
    assert packets(house, Method.CALL, "GetThing", thingid=7) == ([], [])


def test_a_broadcast_goes_to_all(house: House) -> None:
    to_caller, (answer,) = packets(house, Method.BROADCAST, "GetThing", thingid=7)
    assert not to_caller
    assert answer["method"] == "broadcast"


@pytest.mark.parametrize("method", list(Method))
def test_a_change_is_announced_to_all_under_the_name_of_its_getter(house: House, method: Method) -> None:
    to_caller, (answer,) = packets(house, method, "SetThing", thingid=7)
    assert not to_caller
    assert (answer["method"], answer["fncname"], answer["fncsig"]) == ("broadcast", "GetThing", "Signature")
    assert answer["arguments"] == {"id": 7}


def test_a_request_may_be_answered_under_another_name(house: House) -> None:
    (answer,), to_all = packets(house, Method.REQUEST, "CutThing", thingid=7, otherid=8)
    assert (answer["method"], answer["fncname"], answer["arguments"]) == ("response", "GetThing", {"id": 7})
    assert not to_all


def test_a_getter_of_another_subject_may_be_announced() -> None:
    subject = Subject("more", "For the tests.", things)
    subject.function("SetMore", announces=get_thing)(set_thing)
    assert subject.functions["SetMore"].announces == "GetThing"


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("GetNothing", {}, "unknownfunction"),
        ("GetThing", {}, "badargument"),
        ("GetThing", {"thingid": "seven"}, "badargument"),
        ("GetThing", {"thingid": 0}, "notfound"),
        ("BreakThing", {}, "internal"),
        ("GetAlbum", {"albumid": 404}, "notfound"),
        ("GetAlbum", {"albumid": 2**63}, "badargument"),
        ("SetAlbumTag", {"albumid": 2**80, "tagid": 1}, "badargument"),
        ("AnalyseSongs", {"all": True, "preset": "nonsense"}, "notfound"),
        ("AnalyseSongs", {"all": True, "preset": "tempo,nonsense"}, "notfound"),
        ("GetVideo", {"videoid": 404}, "notfound"),
        ("GetSongLyrics", {"songid": 404}, "notfound"),
        ("InitiateContentIntegration", {"taskid": "t", "musicpath": "a/b/c"}, "unknowntask"),
        ("InitiateMusicImport", {"contenttype": "album", "contentpath": "../etc"}, "badpath"),
        ("CreateArtistEntry", {"name": " "}, "badargument"),
        ("UploadChunk", {"taskid": "t", "chunkdata": "xyz"}, "badargument"),
    ],
)
def test_a_mistake_is_answered_and_no_old_client_hangs(
    house: House, name: str, arguments: dict[str, Any], code: str
) -> None:
    (error, empty), _ = packets(house, Method.REQUEST, name, **arguments)
    assert (error["method"], error["arguments"]["code"], error["pass"]) == ("error", code, {"id": 1})
    assert error["arguments"]["message"]
    assert (empty["method"], empty["arguments"]) == ("response", None)
    (alone,), _ = packets(house, Method.CALL, name, **arguments)
    assert alone["method"] == "error"


def test_numbers_may_come_as_text(house: House) -> None:
    (answer,), _ = packets(house, Method.REQUEST, "GetThing", thingid="7")
    assert answer["arguments"] == {"id": 7}


def test_bounce_comes_back(house: House) -> None:
    (answer,), _ = packets(house, Method.REQUEST, "Bounce", anything=[1, {"x": None}])
    assert answer["arguments"] == {"anything": [1, {"x": None}]}


def test_mistakes_in_declarations_are_noticed_at_import() -> None:
    subject = Subject("mistakes", "For the tests.")
    with pytest.raises(TypeError, match="docstring"):
        subject.function("NoDocstring")(lambda _services: None)
    with pytest.raises(TypeError, match="not declared"):
        subject.function("Announces", announces=get_thing)
    with pytest.raises(TypeError, match="twice"):
        things.function("GetThing")(get_thing)
    with pytest.raises(TypeError, match="twice"):
        add_up((things, things))
