"""Routes about what can be tried: processors, presets, experiences."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from musicdb.ids import DefinitionId
from musicdb.insight.definitions import Header
from musicdb.model.experiments import (
    DefinitionKind,
    Definitions,
    Description,
    Experience,
    ExperienceContent,
    Name,
    ParameterValues,
    Preset,
    PresetContent,
)
from musicdb.net.rest.declare import Cursor, Group, Limit, Page
from musicdb.net.rest.values import Uuid, page_of_all
from musicdb.services import Services

experiments = Group("experiments", "What can be tried: processors, presets, experiences.")

Version = Annotated[int, Meta(ge=1, le=2**53, description="The version as it was; without one, as it is.")]


class ProcessorResult(msgspec.Struct, frozen=True):
    """A result a processor tells."""

    id: str
    name: str
    unit: str
    description: str
    datamode: str
    timemode: str


class ProcessorDetails(msgspec.Struct, frozen=True):
    """A processor, with the JSON schema of its parameters, and what they are when nothing is chosen."""

    id: str
    version: str
    description: str
    presetid: Uuid
    results: list[ProcessorResult]
    schema: dict[str, Any]
    defaults: dict[str, Any]


class PresetBody(msgspec.Struct, frozen=True):
    """A preset as it shall be. With `version`, only if that is still its version."""

    name: Name
    processor: str
    parameters: ParameterValues = {}
    description: Description = ""
    version: int | None = None


class ExperienceBody(msgspec.Struct, frozen=True):
    """An experience as it shall be. With `version`, only if that is still its version."""

    name: Name
    presets: Definitions = []
    experiences: Definitions = []
    description: Description = ""
    version: int | None = None


@experiments.route("GET", "/processors")
def list_processors(services: Services, *, limit: Limit = 100, cursor: Cursor | None = None) -> Page[ProcessorDetails]:
    """All processors of this installation."""
    return page_of_all((_processor(services, one) for one in services.experiments.table.plugins), limit, cursor)


@experiments.route("GET", "/processors/<processorid>")
def get_processor(services: Services, *, processorid: str) -> ProcessorDetails:
    """A processor, with the schema of its parameters."""
    return _processor(services, processorid)


@experiments.route("GET", "/presets")
def list_presets(services: Services, *, limit: Limit = 100, cursor: Cursor | None = None) -> Page[Preset]:
    """All presets: each processor with its defaults, then those that were made."""
    return page_of_all(services.experiments.presets(), limit, cursor)


@experiments.route("POST", "/presets", status=201)
def add_preset(services: Services, *, body: PresetBody) -> Preset:
    """Makes a preset."""
    return _save_preset(services, None, body)


@experiments.route("GET", "/presets/<presetid>")
def get_preset(services: Services, *, presetid: Uuid, version: Version | None = None) -> Preset:
    """A preset."""
    return services.experiments.preset(DefinitionId(presetid), version)


@experiments.route("PUT", "/presets/<presetid>")
def put_preset(services: Services, *, presetid: Uuid, body: PresetBody) -> Preset:
    """Changes a preset. Its older versions are kept."""
    return _save_preset(services, DefinitionId(presetid), body)


@experiments.route("DELETE", "/presets/<presetid>")
def delete_preset(services: Services, *, presetid: Uuid) -> None:
    """Removes a preset that no experience contains."""
    services.experiments.remove(DefinitionKind.PRESET, DefinitionId(presetid))


@experiments.route("GET", "/experiences")
def list_experiences(services: Services, *, limit: Limit = 100, cursor: Cursor | None = None) -> Page[Experience]:
    """All experiences: `default`, `loudness`, `complete`, then those that were made."""
    return page_of_all(services.experiments.experiences(), limit, cursor)


@experiments.route("POST", "/experiences", status=201)
def add_experience(services: Services, *, body: ExperienceBody) -> Experience:
    """Makes an experience of presets and other experiences."""
    return _save_experience(services, None, body)


@experiments.route("GET", "/experiences/<experienceid>")
def get_experience(services: Services, *, experienceid: Uuid, version: Version | None = None) -> Experience:
    """An experience."""
    return services.experiments.experience(DefinitionId(experienceid), version)


@experiments.route("PUT", "/experiences/<experienceid>")
def put_experience(services: Services, *, experienceid: Uuid, body: ExperienceBody) -> Experience:
    """Changes an experience. It never contains itself; its older versions are kept."""
    return _save_experience(services, DefinitionId(experienceid), body)


@experiments.route("DELETE", "/experiences/<experienceid>")
def delete_experience(services: Services, *, experienceid: Uuid) -> None:
    """Removes an experience that no other contains."""
    services.experiments.remove(DefinitionKind.EXPERIENCE, DefinitionId(experienceid))


def _processor(services: Services, name: str) -> ProcessorDetails:
    plugin = services.experiments.table.find(name)
    preset = next(one.id for one in services.experiments.presets() if one.builtin and one.processor == name)
    results = [
        ProcessorResult(one.id, one.name, one.unit, one.description, one.data_mode, one.time_mode)
        for one in plugin.results
    ]
    return ProcessorDetails(
        plugin.id, plugin.version, plugin.description, preset, results, plugin.schema, plugin.defaults
    )


def _save_preset(services: Services, definitionid: DefinitionId | None, body: PresetBody) -> Preset:
    header = Header(body.name, body.description, body.version)
    return services.experiments.save_preset(definitionid, header, PresetContent(body.processor, body.parameters))


def _save_experience(services: Services, definitionid: DefinitionId | None, body: ExperienceBody) -> Experience:
    header = Header(body.name, body.description, body.version)
    content = ExperienceContent(body.presets, body.experiences)
    return services.experiments.save_experience(definitionid, header, content)
