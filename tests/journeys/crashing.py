"""A house that is killed in the moment a task is told to be in a state. Started as a process of its own.

crashing.py MUSIC DATA SONG STATE
"""

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from musicdb.bus import Bus
from musicdb.config.schema import Config, Directories
from musicdb.model.tasks import State
from tests.household import House


def main(music: Path, data: Path, song: Path, state: State) -> None:
    def publish_or_die(bus: Bus, event: Any, publish: Any = Bus.publish) -> None:
        if getattr(event, "state", None) is state:
            os.kill(os.getpid(), signal.SIGKILL)
        publish(bus, event)

    Bus.publish = publish_or_die  # type: ignore[method-assign]
    house = House(Config(directories=Directories(music=music, data=data)))
    begin_upload(house, song)
    house.send(song, "t1")
    house.until_state("t1", State.READYFORINTEGRATION)
    integrate(house)
    threading.Event().wait()


def begin_upload(house: House, song: Path) -> None:
    house.begin(song, "t1", groupid="g", relativepath=f"Ada/2001 - First/{song.name}")


def integrate(house: House) -> None:
    proposal = house.services.integrations.propose_integration("g")
    house.services.integrations.integrate_uploads("g", proposal.albums, proposal.videos)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), State(sys.argv[4]))
