"""Functions about the server itself."""

from typing import Any

from musicdb import __version__
from musicdb.api.declare import Subject
from musicdb.media import kinds
from musicdb.model.views import ServerInfo, UploadRules
from musicdb.services import Services

server = Subject("server", "The server itself.")


@server.function("Bounce")
def bounce(_services: Services, **arguments: Any) -> dict[str, Any]:
    """Answers with its arguments. Shows that the connection works, and how fast."""
    return arguments


@server.function("GetServerInfo")
def get_server_info(services: Services) -> ServerInfo:
    """What a client should know before it begins: the version, and what may be uploaded."""
    uploads = services.uploads.limits
    rules = UploadRules(uploads.allow, uploads.maxsize, uploads.chunksize, uploads.window, kinds.extensions())
    return ServerInfo(__version__, rules)
