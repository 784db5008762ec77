"""App passwords: each app on a phone has its own, made by the server, so that a lost phone can be locked out alone."""

from typing import Annotated

from msgspec import Meta, Struct

AppPasswordId = Annotated[int, Meta(ge=1, le=2**53)]
DeviceName = Annotated[str, Meta(min_length=1, max_length=100)]

USER_NAME = "household"
"""What apps are told to send as the name of their user. Any other name is taken, too."""


class AppPassword(Struct, frozen=True):
    """The password of an app, without its secret. Times in unix seconds.

    `lastused` is None until it was used; `client` is what the app called itself then.
    """

    id: int
    name: str
    created: int
    lastused: int | None = None
    client: str = ""


class NewAppPassword(Struct, frozen=True):
    """What has to be typed into an app. The password is never shown again."""

    id: int
    name: str
    username: str
    password: str


class AppPasswordsChanged(Struct, frozen=True):
    """There is another app password, one less, or one was used after some minutes."""
