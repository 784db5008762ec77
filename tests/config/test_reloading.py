"""What changes at once, and what needs a restart."""

from msgspec.structs import replace

from musicdb.config.options import sections
from musicdb.config.reloading import LIVE, changes
from musicdb.config.schema import Config, Log, Websocket


def test_differences_are_told_apart() -> None:
    before = Config()
    after = replace(before, log=Log(loglevel="DEBUG"), websocket=Websocket(port=1, allowedhosts=("music.example.org",)))
    assert changes(before, before) == ([], [])
    live, later = changes(before, after)
    assert sorted(live) == ["[log] loglevel", "[websocket] allowedhosts"]
    assert later == ["[websocket] port"]


def test_all_live_options_exist() -> None:
    known = sections()
    assert all(options <= known[name].options.keys() for name, options in LIVE.items())
