"""Passwords of apps: made, shown once, checked in each way, used, removed, and unreadable without their key."""

import hashlib

from musicdb.household.apppasswords import MOST, AppPasswords
from musicdb.model.apppasswords import AppPassword, AppPasswordsChanged
from tests.api.asking import ask, refused
from tests.conftest import OpenHouse
from tests.household import House


def test_a_password_of_an_app(house: House) -> None:
    told: list[AppPasswordsChanged] = []
    house.services.bus.subscribe(AppPasswordsChanged, told.append)
    passwords = house.services.apppasswords
    other = ask(house, "AddAppPassword", name="Tablet")
    made = ask(house, "AddAppPassword", name="  Ann’s\n phone ")
    assert (made["name"], len(made["password"]), made["username"]) == ("Ann’s phone", 34, "household")
    assert other["password"] != made["password"]
    assert [(one["name"], one["lastused"]) for one in ask(house, "GetAppPasswords")] == [
        ("Ann’s phone", None), ("Tablet", None),
    ]  # fmt: skip
    assert "password" not in ask(house, "GetAppPasswords")[0]

    token = hashlib.md5(f"{made['password']}salted".encode(), usedforsecurity=False).hexdigest()

    def knows(secret: str) -> bool:
        return hashlib.md5(f"{secret}salted".encode(), usedforsecurity=False).hexdigest() == token

    found = passwords.find(knows, "DSub")
    assert found is not None
    assert (found.id, found.client) == (made["id"], "DSub")
    assert passwords.find(lambda secret: secret == "wrong") is None
    used = ask(house, "GetAppPasswords")[0]
    assert (used["client"], used["lastused"] >= used["created"]) == ("DSub", True)
    assert len(told) == 3

    ask(house, "RemoveAppPassword", passwordid=made["id"])
    assert passwords.find(knows, "DSub") is None
    assert refused(house, "RemoveAppPassword", passwordid=made["id"]) == "notfound"
    assert [one["id"] for one in ask(house, "GetAppPasswords")] == [other["id"]]


def test_two_apps_with_one_password(house: House) -> None:
    made = ask(house, "AddAppPassword", name="Phones of the house")
    told: list[AppPasswordsChanged] = []
    house.services.bus.subscribe(AppPasswordsChanged, told.append)
    store, now = house.services.store, 1_000
    passwords = AppPasswords(store, house.services.bus, house.config.directories.config, lambda: now)

    def use(client: str) -> None:
        assert passwords.find(lambda secret: secret == made["password"], client)

    def seen(listed: list[AppPassword]) -> list[tuple[str, int | None]]:
        return [(one.client, one.lastused) for one in listed]

    for now in range(1_000, 1_010):
        use("DSub" if now % 2 == 0 else "Tempus")
    assert seen(passwords.all()) == [("Tempus", 1_009)], "who asks is told the truth"
    assert (len(told), seen(store.apppasswords.all())) == (1, [("DSub", 1_000)]), "not each request is written down"
    now = 1_300
    use("Tempus")
    use("DSub")
    assert (len(told), seen(store.apppasswords.all())) == (2, [("Tempus", 1_300)])
    passwords.remove(made["id"])
    assert passwords.all() == []


def test_secrets_need_their_key(house: House, open_house: OpenHouse) -> None:
    made = ask(house, "AddAppPassword", name="Phone")
    key = house.config.directories.config / "apppasswords.key"
    assert key.stat().st_mode & 0o777 == 0o600
    database = house.config.directories.database
    house.close()
    assert all(made["password"].encode() not in path.read_bytes() for path in database.parent.glob("music.db*"))
    again = open_house(house.config)
    assert again.services.apppasswords.find(lambda secret: secret == made["password"])
    again.close()
    key.unlink()
    without = open_house(house.config)
    assert without.services.apppasswords.find(lambda _secret: True) is None
    assert [one["name"] for one in ask(without, "GetAppPasswords")] == ["Phone"]
    ask(without, "RemoveAppPassword", passwordid=made["id"])


def test_bad_names_and_too_many(house: House) -> None:
    assert refused(house, "AddAppPassword", name=" \n ") == "badargument"
    for number in range(MOST):
        house.services.apppasswords.add(f"Phone {number}")
    assert refused(house, "AddAppPassword", name="One more") == "badargument"
