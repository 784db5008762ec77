"""`musicdb user app-password`, alone and beside a server."""

from tests.cli.conftest import Installation


def test_app_passwords(working: Installation) -> None:
    made = working.json("user", "app-password", "add", "Phone")
    assert working("user", "app-password", "add", "Tablet").stdout.strip().count("-") == 6
    listed = working.json("user", "app-password", "list")
    assert [(one["name"], one["lastused"]) for one in listed] == [("Tablet", None), ("Phone", None)]
    assert "never" in working("user", "app-password", "list").output
    working("user", "app-password", "remove", str(made["id"]))
    assert "no app password" in working("user", "app-password", "remove", str(made["id"]), code=1).output
    assert [one["name"] for one in working.json("user", "app-password", "list")] == ["Tablet"]
