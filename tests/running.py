"""A real daemon in a process of its own, and a client that talks to it over a real socket."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from websockets.sync.client import ClientConnection, connect

from musicdb.ids import TaskId
from musicdb.wire.chunks import encode_chunk

ROOT = Path(__file__).parents[1]
READY = "MusicDB is ready at "
PATIENCE = 60.0
"""Seconds. On a busy machine everything takes longer; what is broken still ends a test."""


class Daemon:
    """`musicdb server` on a free port. It writes to `<data>/daemon.log`."""

    module = "musicdb"

    def __init__(self, music: Path, data: Path, *options: str) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self.music = music
        self.data = data
        self._options = options
        self._start("0")

    def _start(self, port: str) -> None:
        command = [sys.executable, "-m", self.module, "server", "--music", self.music, "--data", self.data]
        configuration = self.data / "musicdb.ini"
        if not configuration.exists():
            # What a test does not ask for must not keep the processors busy.
            configuration.write_text("[analysis]\nautomatic = no\n")
        # An empty value lets Python keep its bytecode: the second daemon starts in a third of the time.
        environment = {**os.environ, "MUSICDB_CONFIG": str(configuration), "PYTHONDONTWRITEBYTECODE": ""}
        with (self.data / "daemon.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--port", port, *self._options],
                cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True, env=environment,
            )  # fmt: skip
        line = self._output().readline()
        if not line.startswith(READY):
            self.process.wait()
            raise AssertionError((self.data / "daemon.log").read_text())
        self.url = line.removeprefix(READY).strip()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> int:
        """Stops as systemd does. Returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self._output().close()
        return code

    def kill(self) -> None:
        """Kills as the kernel does."""
        self.process.kill()
        self.process.wait()
        self._output().close()

    def start_again(self) -> None:
        """Starts at the same port after it was stopped or killed."""
        self._start(self.url.rstrip("/").rpartition(":")[2])

    def _output(self) -> Any:
        return self.process.stdout

    @property
    def key(self) -> str:
        """The key other programs show."""
        return (self.data / "config" / "wsapikey.txt").read_text().strip()

    @contextmanager
    def client(self, path: str = "ws?tasklist=no") -> Iterator["Client"]:
        """A connected and accepted client."""
        url = self.url.replace("http", "ws", 1) + path
        with connect(url, compression=None, max_size=None, ping_interval=None) as socket:
            client = Client(socket, self.key)
            client.request("Bounce")
            yield client


class Client:
    """A client of the WebSocket API."""

    def __init__(self, socket: ClientConnection, key: str) -> None:
        self.socket = socket
        self._key = key
        self._number = 0
        self.received: list[dict[str, Any]] = []

    def send(self, method: str, name: str, /, **arguments: Any) -> dict[str, int]:
        """Sends a packet and returns what comes back as `pass`."""
        self._number += 1
        passed = {"id": self._number}
        packet = {
            "method": method, "fncname": name, "fncsig": "", "arguments": arguments, "pass": passed, "key": self._key,
        }  # fmt: skip
        self.socket.send(json.dumps(packet))
        return passed

    def request(self, name: str, /, **arguments: Any) -> Any:
        """Asks and waits for the answer. An error of the server is an AssertionError."""
        passed = self.send("request", name, **arguments)
        answer = self.until(lambda packet: packet["pass"] == passed and packet["method"] in ("response", "error"))
        assert answer["method"] == "response", answer
        return answer["arguments"]

    def until(self, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Reads packets until one meets the condition, and returns it."""
        deadline = time.monotonic() + PATIENCE
        while True:
            packet: dict[str, Any] = json.loads(self.socket.recv(deadline - time.monotonic()))
            if packet["method"] != "response":
                self.received.append(packet)
            if condition(packet):
                return packet

    def until_state(self, taskid: str, *states: str) -> dict[str, Any]:
        """Waits until a task is, or was, in one of the states."""

        def reached(packet: dict[str, Any]) -> bool:
            arguments = packet["arguments"]
            return (
                packet["fncname"] == "MusicDB:Task"
                and packet["fncsig"] != "ChunkRequest"
                and arguments["taskid"] == taskid
                and arguments["state"] in states
            )

        seen = next((packet for packet in self.received if reached(packet)), None)
        return (seen or self.until(reached))["arguments"]  # type: ignore[no-any-return]

    def until_found(self, taskid: str, state: str) -> None:
        """Waits until a task is in a state, even if it came there before this client."""
        deadline = time.monotonic() + PATIENCE
        while state not in (found := self._states_of(taskid)):
            assert time.monotonic() < deadline, f"{taskid} is {found}"

    def _states_of(self, taskid: str) -> list[str]:
        tasks = self.request("GetCurrentTasks").values()
        return [task["state"] for group in tasks for task in group if task["id"] == taskid]

    def until_idle(self) -> None:
        """Waits until there are no tasks any more."""
        deadline = time.monotonic() + PATIENCE
        while any((tasks := self.request("GetCurrentTasks")).values()):
            assert time.monotonic() < deadline, f"still there: {tasks}"

    def upload(
        self, content: bytes, taskid: str, filename: str, *, encoding: str = "binary", **annotations: Any
    ) -> None:
        """Uploads a file: answers each request for a chunk until the file is complete or has failed."""
        self.begin_upload(content, taskid, filename, encoding=encoding, **annotations)
        self.answer_requests(content, taskid, encoding=encoding)

    def upload_part(self, content: bytes, taskid: str, filename: str, end: int, **annotations: Any) -> None:
        """Uploads a file up to an offset, and waits until some of it is on disk."""
        self.begin_upload(content, taskid, filename, encoding="binary", **annotations)
        self.until(lambda packet: packet["fncsig"] == "ChunkRequest")
        for offset in range(0, end, 1 << 20):
            self.socket.send(encode_chunk(TaskId(taskid), offset, content[offset : offset + (1 << 20)]))
        self.until(lambda packet: packet["fncsig"] == "ChunkRequest" and packet["arguments"]["task"]["offset"] > 0)

    def begin_upload(
        self, content: bytes, taskid: str, filename: str, *, encoding: str = "binary", **annotations: Any
    ) -> None:
        """Announces a file."""
        checksum = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        self.send(
            "call", "InitiateUpload", taskid=taskid, mimetype="", contenttype="albumfile", filesize=len(content),
            checksum=checksum, filename=filename, encoding=encoding, annotations=annotations,
        )  # fmt: skip

    def answer_requests(self, content: bytes, taskid: str, *, encoding: str = "binary") -> None:
        """Sends what is asked for until the upload needs no more."""
        while True:
            packet = self.until(lambda packet: packet["fncname"] == "MusicDB:Task" or packet["method"] == "error")
            assert packet["method"] != "error", packet
            news = packet["arguments"]
            if news["taskid"] != taskid or (packet["fncsig"], news["state"]) == ("StateUpdate", "waitforchunk"):
                continue
            if packet["fncsig"] != "ChunkRequest":
                return
            chunk = content[news["offset"] : news["offset"] + news["chunksize"]]
            if encoding == "binary":
                self.socket.send(encode_chunk(TaskId(taskid), news["offset"], chunk))
            else:
                self.send("call", "UploadChunk", taskid=taskid, chunkdata=chunk.hex())
