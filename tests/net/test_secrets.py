"""Secrets in files, passwords, sessions, names and tries: what admission is made of."""

from pathlib import Path

import msgspec
import pytest

from musicdb.config.schema import Config, Websocket
from musicdb.config.secretfiles import SecretFile
from musicdb.errors import BadArgumentError, TooManyAttemptsError, UnsafeBindingError
from musicdb.net.admission import check_binding
from musicdb.net.attempts import FREE_TRIES, Attempts
from musicdb.net.hosts import Hosts, is_loopback
from musicdb.net.passwords import check_password, has_password, set_password
from musicdb.net.sessions import LIFETIME, Sessions


def test_a_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "config" / "key"
    made = SecretFile(path).ensure(lambda: b"first")
    assert made == SecretFile(path).ensure(lambda: b"second") == b"first"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_secret_that_changes_on_disk_is_read_again(tmp_path: Path) -> None:
    secret = SecretFile(tmp_path / "key")
    assert secret.read() is None
    SecretFile(tmp_path / "key").write(b"one\n")
    assert secret.read() == b"one"
    (tmp_path / "key").write_bytes(b"another")
    assert secret.read() == b"another"


def test_an_old_secret_loses_the_rights_of_others(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"old\n")
    path.chmod(0o664)
    assert SecretFile(path).ensure(lambda: b"new") == b"old"
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_empty_secret_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b" \n")
    assert SecretFile(tmp_path / "key").ensure(lambda: b"new") == b"new"


def test_only_the_password_is_the_password(tmp_path: Path) -> None:
    assert not has_password(tmp_path)
    assert not check_password(tmp_path, "")
    set_password(tmp_path, "Caf\u00e9 au lait")
    assert has_password(tmp_path)
    assert check_password(tmp_path, "Cafe\u0301 au lait")
    assert not check_password(tmp_path, "Cafe au lait")
    assert b"lait" not in (tmp_path / "password").read_bytes()
    assert (tmp_path / "password").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("password", ["", "1234567", "x" * 1025])
def test_a_password_has_a_sensible_length(tmp_path: Path, password: str) -> None:
    with pytest.raises(BadArgumentError):
        set_password(tmp_path, password)
    assert not has_password(tmp_path)


def test_a_session_lasts_until_it_expires(tmp_path: Path) -> None:
    now = [1000.0]
    sessions = Sessions(tmp_path, lambda: now[0])
    token = sessions.issue()
    assert sessions.remaining(token) == LIFETIME
    assert Sessions(tmp_path, lambda: now[0]).remaining(token) == LIFETIME
    now[0] += LIFETIME
    assert sessions.remaining(token) == 0


def test_a_session_cannot_be_made_up(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path)
    token = sessions.issue()
    later = ("B" if token[0] == "A" else "A") + token[1:]
    for forged in ("", "x", "ä", later, token[:-4], token + "AAAA", "A" * len(token), Sessions(tmp_path / "b").issue()):
        assert sessions.remaining(forged) == 0


def test_a_new_password_ends_all_sessions(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path)
    token, before = sessions.issue(), sessions.generation
    set_password(tmp_path, "a new password")
    assert sessions.remaining(token) == 0
    assert sessions.generation != before


@pytest.mark.parametrize(
    ("bind", "host", "known"),
    [
        ("127.0.0.1", "127.0.0.1:9000", True),
        ("127.0.0.1", "localhost", True),
        ("127.0.0.1", "LocalHost.:80", True),
        ("127.0.0.1", "[::1]:9000", True),
        ("127.0.0.1", "shelf.local:9000", True),
        ("127.0.0.1", "shelf", True),
        ("127.0.0.1", "music.example.org", True),
        ("127.0.0.1", "192.168.1.5", False),
        ("127.0.0.1", "evil.example", False),
        ("127.0.0.1", "localhost.evil.example", False),
        ("127.0.0.1", "user@localhost", False),
        ("127.0.0.1", "localhost/x", False),
        ("127.0.0.1", "localhost:port", False),
        ("127.0.0.1", "", False),
        ("192.168.1.5", "192.168.1.5:9000", True),
        ("192.168.1.5", "192.168.1.6", False),
        ("0.0.0.0", "192.168.1.6", True),
        ("::", "[2001:db8::1]:9000", True),
        ("::", "evil.example", False),
    ],
)
def test_only_our_own_names_are_known(bind: str, host: str, known: bool) -> None:
    hosts = Hosts(Websocket(bind=bind, allowedhosts=("music.example.org",)), hostname="shelf.lan")
    assert hosts.knows(host) is known


@pytest.mark.parametrize(
    ("origin", "host", "secure", "same"),
    [
        ("http://localhost:9000", "localhost:9000", False, True),
        ("HTTP://LOCALHOST:9000", "localhost:9000", False, True),
        ("http://localhost", "localhost:80", False, True),
        ("https://localhost", "localhost:443", True, True),
        ("http://localhost:3000", "localhost:9000", False, False),
        ("https://localhost:9000", "localhost:9000", False, False),
        ("http://localhost:9000", "localhost:9000", True, False),
        ("http://evil.example:9000", "localhost:9000", False, False),
        ("null", "localhost:9000", False, False),
        ("", "localhost:9000", False, False),
        ("https://music.example.org", "music.example.org", False, True),
        ("http://music.example.org", "music.example.org", False, True),
    ],
)
def test_only_our_own_pages_are_of_our_origin(origin: str, host: str, secure: bool, same: bool) -> None:
    hosts = Hosts(Websocket(allowedhosts=("music.example.org",)), hostname="shelf")
    assert hosts.same_origin(origin, host, secure=secure) is same


def test_loopback_is_this_machine() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "localhost", "a.localhost")))
    assert not any(map(is_loopback, ("", "0.0.0.0", "::", "10.0.0.1", "localhost.example")))


def test_guessing_becomes_slower_and_slower() -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for _ in range(FREE_TRIES):
        attempts.begin("10.0.0.1")
    with pytest.raises(TooManyAttemptsError):
        attempts.begin("10.0.0.1")
    attempts.begin("10.0.0.2")
    now[0] += 1
    attempts.begin("10.0.0.1")
    now[0] += 1
    with pytest.raises(TooManyAttemptsError):
        attempts.begin("10.0.0.1")
    attempts.succeeded("10.0.0.1")
    attempts.begin("10.0.0.1")


def test_one_network_is_one_guesser() -> None:
    attempts = Attempts(lambda: 0.0)
    for number in range(FREE_TRIES):
        attempts.begin(f"2001:db8:1:2::{number + 1}")
    with pytest.raises(TooManyAttemptsError):
        attempts.begin("2001:db8:1:2:ffff::")
    attempts.begin("2001:db8:1:3::1")


@pytest.mark.parametrize("bind", ["0.0.0.0", "::", "192.168.1.5", "shelf"])
def test_the_network_is_let_in_for_a_password_only(config: Config, bind: str) -> None:
    config = msgspec.structs.replace(config, websocket=Websocket(bind=bind))
    with pytest.raises(UnsafeBindingError, match="musicdb user password"):
        check_binding(config)
    set_password(config.directories.config, "a password")
    check_binding(config)


@pytest.mark.parametrize("bind", ["127.0.0.1", "::1", "localhost"])
def test_this_machine_is_let_in(config: Config, bind: str) -> None:
    check_binding(msgspec.structs.replace(config, websocket=Websocket(bind=bind)))
