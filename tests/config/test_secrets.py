"""Secrets do not show."""

from musicdb.config.printer import print_config
from musicdb.config.reader import load_config
from musicdb.config.secrets import Secret


def test_a_secret_shows_only_that_it_is_there() -> None:
    assert f"{Secret('hackme')} {Secret('hackme')!r} {Secret()}" == "*** *** "
    assert Secret("hackme").reveal() == "hackme"
    assert Secret("hackme")
    assert not Secret()
    assert Secret("hackme") == Secret("hackme") != Secret("other")
    assert len({Secret("hackme"), Secret("hackme")}) == 1


def test_the_printed_configuration_has_no_passwords() -> None:
    config = load_config(None, {"Icecast": {"password": "hackme", "enabled": "yes"}})
    assert config.Icecast.password.reveal() == "hackme"
    assert "hackme" not in print_config(config) + repr(config)
