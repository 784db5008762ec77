"""All endpoints of the OpenSubsonic API: the groups added up."""

from collections.abc import Mapping
from typing import Final

from musicdb.net.subsonic.declare import Endpoint, Group
from musicdb.net.subsonic.system import system

GROUPS: Final[tuple[Group, ...]] = (system,)


def add_up(groups: tuple[Group, ...]) -> Mapping[str, Endpoint]:
    """One table of all groups, by name. Raises TypeError when two endpoints have the same one."""
    endpoints = [endpoint for group in groups for endpoint in group.endpoints]
    table = {endpoint.name: endpoint for endpoint in endpoints}
    if len(table) < len(endpoints):
        raise TypeError("Two endpoints have the same name.")
    return table


ENDPOINTS: Final = add_up(GROUPS)
