"""What systemd wants to know about a service: that it is ready, that it stops, that it is alive."""

import os
import socket


def notify(message: str) -> None:
    """Tells systemd about the state of the daemon, if systemd wants to know."""
    address = os.environ.get("NOTIFY_SOCKET")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as notifications:
            notifications.connect("\0" + address[1:] if address.startswith("@") else address)
            notifications.sendall(message.encode())


def watchdog_seconds() -> float | None:
    """After how many seconds without a word systemd gives the daemon up; None when it does not watch."""
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    watched = os.environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
    return int(microseconds) / 1e6 if watched and microseconds.isdecimal() and int(microseconds) else None
