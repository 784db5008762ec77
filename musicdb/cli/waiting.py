"""Waiting for tasks that a command began."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import msgspec

from musicdb.cli.access import House
from musicdb.errors import MusicDBError

_FAILED = frozenset(
    {"uploadfailed", "invalidcontent", "integrationfailed", "importfailed", "fsscanfailed", "exportfailed"}
)


class Outcome(msgspec.Struct, frozen=True):
    """How a task ended. Without a `failure` it did what it should; `annotations` are its last ones."""

    taskid: str
    failure: str | None
    annotations: dict[str, Any]


def wait_for_tasks(
    house: House,
    taskids: Iterable[str],
    ended: Callable[[Outcome], None] | None = None,
    told: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Waits until tasks have ended, one way or the other, and tells each outcome at once. `told` gets other news.

    A failed task would stay until somebody has seen it. The person in front of the command has, so it is removed.
    """
    waiting = set(taskids)
    annotations: dict[str, dict[str, Any]] = {}
    if not waiting:
        return
    for news in house.news():
        taskid = news["taskid"]
        if taskid not in waiting:
            continue
        if "state" not in news:
            if told:
                told(news)
            continue
        annotations[taskid] = (news["task"] or {}).get("annotations", annotations.get(taskid, {}))
        failed = news["state"] in _FAILED
        if not failed and news["state"] != "remove":
            continue
        waiting.discard(taskid)
        failure = (news["message"] or "It failed.") if failed else None
        if failed:
            with suppress(MusicDBError):
                house.request("RemoveUpload", taskid=taskid)
        if ended:
            ended(Outcome(taskid, failure, annotations[taskid]))
        if not waiting:
            return
