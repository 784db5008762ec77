"""All routes of the HTTP API: the groups added up. The description of the API is printed from this table."""

from musicdb.net.rest.annotations import annotations
from musicdb.net.rest.declare import Group, Route
from musicdb.net.rest.description import description
from musicdb.net.rest.experiments import experiments
from musicdb.net.rest.files import files
from musicdb.net.rest.items import items
from musicdb.net.rest.predictions import predictions
from musicdb.net.rest.results import results
from musicdb.net.rest.runs import runs
from musicdb.net.rest.transfers import transfers

GROUPS: tuple[Group, ...] = (files, items, experiments, runs, results, predictions, annotations, transfers, description)


def add_up(groups: tuple[Group, ...]) -> tuple[Route, ...]:
    """One table of all groups. Raises TypeError when two routes have the same name or address."""
    routes = tuple(route for group in groups for route in group.routes)
    for told in ({route.name for route in routes}, {(route.method, route.path) for route in routes}):
        if len(told) < len(routes):
            raise TypeError("Two routes have the same name, or the same address.")
    return routes


ROUTES = add_up(GROUPS)
