"""A program that uses the HTTP API of a real daemon."""

import http.client
import json
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

from tests.running import Daemon

PREFIX = "/api/v1"


class Reply(msgspec.Struct, frozen=True):
    """What came back. Names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def problem(self) -> tuple[int, str]:
        """Status and code of a problem."""
        assert self.headers["content-type"] == "application/problem+json", self
        told = self.json
        assert {"type", "title", "status", "detail", "code"} == told.keys()
        assert told["status"] == self.status
        return self.status, told["code"]


class Program:
    """Asks with the API key."""

    def __init__(self, daemon: Daemon) -> None:
        self._address = urlsplit(daemon.url).netloc
        self.headers = {"Authorization": f"Bearer {daemon.key}"}

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None, **query: Any
    ) -> Reply:
        """One request. Its body is JSON, unless it is bytes."""
        connection = http.client.HTTPConnection(self._address, timeout=30)
        given = dict(self.headers if headers is None else headers)
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        if content is not None:
            given["Content-Type"] = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        address = path if path.startswith(("/api", "/?")) else PREFIX + path
        connection.request(method, address + (f"?{urlencode(query, doseq=True)}" if query else ""), content, given)
        answer = connection.getresponse()
        reply = Reply(answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read())
        connection.close()
        return reply

    def get(self, path: str, **query: Any) -> Any:
        """The JSON of something that must be there."""
        reply = self.ask("GET", path, **query)
        assert reply.status == 200, reply
        return reply.json

    def make(self, path: str, **body: Any) -> Any:
        """What was made, and can be found where the answer says."""
        reply = self.ask("POST", path, body)
        assert reply.status == 201, reply
        assert self.get(reply.headers["location"])["id"] == reply.json["id"]
        return reply.json
