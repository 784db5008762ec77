"""A sender who is careless or hostile, and what the server makes of it."""

import hashlib
from typing import Any

from musicdb.ids import TaskId
from musicdb.wire.chunks import encode_chunk
from tests.running import Client

FINE = "readyforintegration"
UNPACKED = "remove"
_FAILED = ("invalidcontent", "uploadfailed")


class Sender:
    """Sends files into one group."""

    def __init__(self, client: Client, groupid: str) -> None:
        self.client = client
        self.groupid = groupid
        # What the music directory may hold afterwards, by checksum.
        self.sent: set[str] = set()

    def arguments_of(self, content: bytes, taskid: str, filename: str, **changes: Any) -> dict[str, Any]:
        """What announces a file, with some arguments changed."""
        checksum = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        self.sent.add(checksum)
        annotations = {"groupid": self.groupid, "relativepath": f"Drop/{filename}", **changes.pop("annotations", {})}
        return {
            "taskid": taskid, "mimetype": "", "contenttype": "albumfile", "filesize": len(content),
            "checksum": checksum, "filename": filename, "encoding": "binary", "annotations": annotations, **changes,
        }  # fmt: skip

    def ask(self, name: str, /, **arguments: Any) -> str | None:
        """Asks for something, and returns the code of the error, if there is one."""
        passed = self.client.send("request", name, **arguments)
        # What cannot even be read is answered without what was passed.
        answer = self.client.until(lambda packet: packet["pass"] == passed or packet["method"] == "error")
        return _code_of(answer)

    def send(self, content: bytes, taskid: str, filename: str, **changes: Any) -> str:
        """Uploads a file to its end, and returns the state or the code of the error it ends in."""
        self.client.send("call", "InitiateUpload", **self.arguments_of(content, taskid, filename, **changes))
        while True:
            packet = self.client.until(lambda packet: packet["method"] == "error" or _is_about(packet, taskid))
            if code := _code_of(packet):
                return code
            news = packet["arguments"]
            if packet["fncsig"] == "ChunkRequest":
                chunk = content[news["offset"] : news["offset"] + news["chunksize"]]
                self.client.socket.send(encode_chunk(TaskId(taskid), news["offset"], chunk))
            elif news["state"] in _FAILED:
                assert news["message"]
                assert news["task"]["annotations"]["failure"]["code"] != "internal", news["message"]
                return str(news["state"])
            elif news["state"] in (FINE, UNPACKED):
                return str(news["state"])


def _is_about(packet: dict[str, Any], taskid: str) -> bool:
    return packet["fncname"] == "MusicDB:Task" and bool(packet["arguments"]["taskid"] == taskid)


def _code_of(packet: dict[str, Any]) -> str | None:
    """The code of an error that says what is wrong. Mistakes of the server itself are none of them."""
    if packet["method"] != "error":
        return None
    code = packet["arguments"]["code"]
    assert packet["arguments"]["message"]
    assert code != "internal", packet
    return str(code)
