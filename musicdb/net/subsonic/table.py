"""All endpoints of the OpenSubsonic API: the groups added up."""

from collections.abc import Mapping
from typing import Final

from musicdb.net.subsonic.annotating import annotating
from musicdb.net.subsonic.browsing import browsing
from musicdb.net.subsonic.declare import Endpoint, Group
from musicdb.net.subsonic.discovering import discovering
from musicdb.net.subsonic.jukebox import jukebox
from musicdb.net.subsonic.keeping import keeping
from musicdb.net.subsonic.lists import lists
from musicdb.net.subsonic.pictures import pictures
from musicdb.net.subsonic.playing import playing
from musicdb.net.subsonic.playlists import playlists
from musicdb.net.subsonic.retrieval import retrieval
from musicdb.net.subsonic.scanning import scanning
from musicdb.net.subsonic.searching import searching
from musicdb.net.subsonic.singing import singing
from musicdb.net.subsonic.system import system
from musicdb.net.subsonic.watching import watching

GROUPS: Final[tuple[Group, ...]] = (
    system,
    browsing,
    lists,
    searching,
    playlists,
    discovering,
    watching,
    retrieval,
    pictures,
    annotating,
    singing,
    scanning,
    playing,
    keeping,
    jukebox,
)


def add_up(groups: tuple[Group, ...]) -> Mapping[str, Endpoint]:
    """One table of all groups, by name. Raises TypeError when two endpoints have the same one."""
    endpoints = [endpoint for group in groups for endpoint in group.endpoints]
    table = {endpoint.name: endpoint for endpoint in endpoints}
    if len(table) < len(endpoints):
        raise TypeError("Two endpoints have the same name.")
    return table


ENDPOINTS: Final = add_up(GROUPS)
