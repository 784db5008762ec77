"""What all clients are told, and that a slow one costs the others nothing."""

from typing import Any

import pytest_twisted

from musicdb.model.events import Announcement, CachesChanged
from musicdb.model.tasks import Notification, Task
from tests.net.conftest import Net, news
from tests.net.wires import Socket, open_socket

MIB = 1024 * 1024
KEYS = {"taskid", "offset", "chunksize", "state", "task", "message"}


async def bounced(net: Net, socket: Socket) -> Any:
    """The next packet when a request is sent: its answer, if nothing came before."""
    socket.send("request", "Bounce", net.key)
    return await socket.next()


@pytest_twisted.ensureDeferred
async def test_news_about_tasks(net: Net) -> None:
    old = await net.member()
    new = await net.member("/ws?tasklist=no")
    for notification in (Notification.STATEUPDATE, Notification.INTERNALERROR):
        net.publish(news(notification, task=Task(id="t1"), message="Why."))
        packet = await old.next()
        assert (packet["method"], packet["fncname"], packet["fncsig"]) == ("notification", "MusicDB:Task", notification)
        assert packet["pass"] is None
        assert set(packet["arguments"]) == KEYS | {"tasklist"}
        assert packet["arguments"]["tasklist"] == {"albumfiles": ["t1"]}
        assert packet["arguments"]["task"]["state"] == "new"
        assert packet["arguments"]["message"] == "Why."
        assert set((await new.next())["arguments"]) == KEYS


@pytest_twisted.ensureDeferred
async def test_a_chunk_request_has_no_list_of_tasks(net: Net) -> None:
    sockets = [await net.member(), await net.member("/?tasklist=no")]
    net.publish(news(Notification.CHUNKREQUEST, offset=5, chunksize=4096))
    for socket in sockets:
        arguments = (await socket.next())["arguments"]
        assert set(arguments) == KEYS
        assert (arguments["offset"], arguments["chunksize"], arguments["state"]) == (5, 4096, "waitforchunk")
    assert net.uploads.tasklists == 0


@pytest_twisted.ensureDeferred
async def test_the_list_of_tasks_is_made_once_and_only_if_wanted(net: Net) -> None:
    new = await net.member("/ws?tasklist=no")
    net.publish(news())
    await new.next()
    assert net.uploads.tasklists == 0
    sockets = [await net.member() for _ in range(5)]
    net.publish(news())
    for socket in sockets:
        await socket.next()
    assert net.uploads.tasklists == 1


@pytest_twisted.ensureDeferred
async def test_caches_and_announcements(net: Net) -> None:
    socket = await net.member()
    net.publish(CachesChanged())
    assert await socket.next() == {
        "method": "broadcast",
        "fncname": "sys:refresh",
        "fncsig": "UpdateCaches",
        "arguments": None,
        "pass": None,
    }
    net.publish(Announcement(fncname="GetTags", fncsig="UpdateTags", result=[1], passed=2))
    packet = await socket.next()
    assert (packet["fncname"], packet["fncsig"], packet["arguments"], packet["pass"]) == (
        "GetTags",
        "UpdateTags",
        [1],
        2,
    )


@pytest_twisted.ensureDeferred
async def test_what_a_function_announces_reaches_all(net: Net) -> None:
    sockets = [await net.member() for _ in range(3)]
    sockets[0].send("request", "Change", net.key, sig="S", passed=1)
    sockets[1].send("broadcast", "Bounce", net.key, sig="T")
    for socket in sockets:
        packets = [await socket.next(), await socket.next()]
        assert {(packet["method"], packet["fncsig"]) for packet in packets} == {("broadcast", "S"), ("broadcast", "T")}


@pytest_twisted.ensureDeferred
async def test_strangers_hear_nothing(net: Net) -> None:
    stranger = await open_socket(net.url)
    member = await net.member()
    net.publish(news())
    net.publish(CachesChanged())
    member.send("broadcast", "Bounce", net.key)
    for _ in range(3):
        await member.next()
    assert (await bounced(net, stranger))["method"] == "response"
    net.publish(CachesChanged())
    assert (await stranger.next())["fncname"] == "sys:refresh"


@pytest_twisted.ensureDeferred
async def test_a_slow_client_is_given_up_and_nobody_notices(net: Net) -> None:
    slow = await net.member()
    slow.transport.pauseProducing()
    quick = await net.member()
    sent = 40
    for _ in range(sent):
        quick.send("broadcast", "GetText", net.key, arguments={"length": MIB})
    for _ in range(sent):
        assert len((await quick.next())["arguments"]) == MIB
    assert len(net.listening.clients) == 1
    slow.transport.resumeProducing()
    await slow.gone()


@pytest_twisted.ensureDeferred
async def test_a_client_may_be_slow_with_its_own_answers(net: Net) -> None:
    socket = await net.member()
    socket.transport.pauseProducing()
    sent = 30
    for number in range(sent):
        socket.send("request", "GetText", net.key, arguments={"length": MIB}, passed=number)
    other = await net.member()
    for _ in range(sent):
        await bounced(net, other)
    socket.transport.resumeProducing()
    assert [(await socket.next())["pass"] for _ in range(sent)] == list(range(sent))
