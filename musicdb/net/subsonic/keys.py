"""Who asks: apps prove themselves by an app password, in one of the three ways of the protocol.

An app password is random, belongs to one device, and can be taken back alone. It is all that is asked for: the name of
the user is the name the app shows, because a household has one collection for all. The password of the household is
never accepted here, since apps send theirs with each request, and most of them in a way that needs it to be readable.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence

import msgspec

from musicdb.model.apppasswords import USER_NAME
from musicdb.net.subsonic.faults import Code, Fault

Parameters = Mapping[str, Sequence[str]]
"""All values of each parameter, in their order."""

_ENCODED = "enc:"
_ADVICE = "Use an app password, not the one of the WebUI. Settings has a new one for each app."


class Proof(msgspec.Struct, frozen=True):
    """What a request gives to prove itself. `wrong` is the code for a proof that is none."""

    user: str
    matches: Callable[[str], bool]
    wrong: Code

    def refused(self) -> Fault:
        """Why it does not get in."""
        if self.wrong is Code.WRONG_KEY:
            return Fault(self.wrong, f"This API key is not known. {_ADVICE}")
        return Fault(self.wrong, f"Wrong user name or password. {_ADVICE}")


def first(parameters: Parameters, name: str) -> str:
    """The first value of a parameter, or nothing."""
    return next(iter(parameters.get(name, ())), "")


def read_proof(parameters: Parameters) -> Proof:
    """The proof in the parameters of a request. Raises Fault when there is none, or more than one."""
    user, password, token, salt, key = (first(parameters, name) for name in ("u", "p", "t", "s", "apiKey"))
    if key:
        if user or password or token:
            raise Fault(Code.CONFLICTING, "An API key comes alone, without user name, password and token.")
        return Proof(USER_NAME, lambda secret: _same(secret, key), Code.WRONG_KEY)
    if not user:
        raise Fault(Code.MISSING, f"The parameter “u” is missing, or “apiKey”. {_ADVICE}")
    if password and token:
        raise Fault(Code.CONFLICTING, "Send a password or a token, not both.")
    if password:
        plain = _plain(password)
        return Proof(user, lambda secret: _same(secret, plain), Code.WRONG_PASSWORD)
    if not token or not salt:
        raise Fault(Code.MISSING, "The parameter “p” is missing, or the parameters “t” and “s”.")
    return Proof(user, lambda secret: _same(_token(secret, salt), token.lower()), Code.WRONG_PASSWORD)


def _plain(password: str) -> str:
    if not password.startswith(_ENCODED):
        return password
    try:
        return bytes.fromhex(password.removeprefix(_ENCODED)).decode()
    except ValueError:
        return ""


def _token(secret: str, salt: str) -> str:
    return hashlib.md5(f"{secret}{salt}".encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))
