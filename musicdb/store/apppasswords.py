"""The table of app passwords."""

from itertools import starmap

from musicdb.errors import NotFoundError
from musicdb.model.apppasswords import AppPassword
from musicdb.store.database import Database

_SELECT = "SELECT passwordid, name, created, lastused, client FROM apppasswords"


class AppPasswords:
    """App passwords by id. Their secrets come in and go out encrypted. Times in unix seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[AppPassword]:
        """All of them, the newest first."""
        return list(starmap(AppPassword, self._database.rows(f"{_SELECT} ORDER BY passwordid DESC")))

    def count(self) -> int:
        """How many there are."""
        row = self._database.row("SELECT count(*) FROM apppasswords")
        return 0 if row is None else int(row[0])

    def secrets(self) -> list[tuple[AppPassword, bytes]]:
        """All of them with their encrypted secrets, the one used last first."""
        rows = self._database.rows(
            "SELECT passwordid, name, created, lastused, client, secret FROM apppasswords ORDER BY lastused DESC"
        )
        return [(AppPassword(*fields), secret) for *fields, secret in rows]

    def add(self, name: str, secret: bytes, now: int) -> int:
        """Keeps a new one and returns its id."""
        return self._database.execute_for_id(
            "INSERT INTO apppasswords (name, secret, created) VALUES (?, ?, ?) RETURNING passwordid",
            (name, secret, now),
        )

    def use(self, passwordid: int, client: str, now: int) -> None:
        """Notes that an app has used one."""
        self._database.execute(
            "UPDATE apppasswords SET lastused = ?, client = ? WHERE passwordid = ?", (now, client, passwordid)
        )

    def remove(self, passwordid: int) -> None:
        """Removes one.

        :raises NotFoundError: when it is not there.
        """
        if self._database.row(f"{_SELECT} WHERE passwordid = ?", (passwordid,)) is None:
            raise NotFoundError(f"There is no app password with the id {passwordid}.")
        self._database.execute("DELETE FROM apppasswords WHERE passwordid = ?", (passwordid,))
