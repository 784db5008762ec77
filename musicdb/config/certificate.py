"""A certificate of our own, for households without one: signed by itself, and good for all names it is asked for.

Browsers look only at the names beside the subject (subjectAltName, RFC 5280), and take at most 825 days.
"""

import datetime as dt
import ipaddress
import os
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from musicdb.errors import BadArgumentError, ConfigError

DAYS = 825
"""The longest life of a certificate that all browsers accept, in days."""
_MACHINE = re.compile(r"(?:\*\.)?[A-Za-z0-9_](?:[A-Za-z0-9_-]*)(?:\.[A-Za-z0-9_-]+)*\.?")
_CLOCK_SKEW = dt.timedelta(hours=1)


class OwnCertificate(msgspec.Struct, frozen=True):
    """Where certificate and key are, for which names, and until when (an ISO date)."""

    cert: Path
    key: Path
    names: tuple[str, ...]
    until: str


def make_certificate(directory: Path, names: Iterable[str]) -> OwnCertificate:
    """Makes a key and a certificate for host names and addresses. Those that were there before are replaced.

    Raises BadArgumentError for what is no name, OSError when the directory cannot be written.
    """
    distinct = tuple(dict.fromkeys(names))
    others = [_general_name(name) for name in distinct]
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "MusicDB")])
    now = dt.datetime.now(dt.UTC)
    until = now + dt.timedelta(days=DAYS)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_SKEW)
        .not_valid_after(until - _CLOCK_SKEW)
        .add_extension(x509.SubjectAlternativeName(others), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    directory.mkdir(parents=True, exist_ok=True)
    made = OwnCertificate(directory / "websocket.cert", directory / "websocket.key", distinct, until.date().isoformat())
    # The key first: a server that starts in between finds an old certificate beside it, and says so.
    _write(made.key, private)
    _write(made.cert, certificate.public_bytes(serialization.Encoding.PEM))
    return made


def days_left(path: Path) -> float:
    """How many days a certificate is still good for. Raises ConfigError when it cannot be read."""
    try:
        until = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    except (OSError, ValueError) as error:
        raise ConfigError(f"The TLS certificate {path} cannot be read: {error}") from error
    return (until - dt.datetime.now(dt.UTC)) / dt.timedelta(days=1)


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        pass
    try:
        machine = name.encode("idna").decode()
    except ValueError:
        machine = ""
    if not _MACHINE.fullmatch(machine):
        raise BadArgumentError(f"{name!r} is neither the name of a machine nor an address.")
    return x509.DNSName(machine)


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
