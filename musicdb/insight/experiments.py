"""Presets and experiences: those people make, and those that every MusicDB has.

Each processor with its defaults is a preset, and each named set of processors an experience, with the same id
everywhere. They are not kept; they are what this installation consists of.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from musicdb.bus import Bus
from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.ids import DefinitionId
from musicdb.insight.definitions import Content, DefinitionShelf, Header, content_of
from musicdb.insight.messages import Request
from musicdb.insight.presets import COMPLETE, PRESETS
from musicdb.model.experiments import (
    Definition,
    DefinitionKind,
    Experience,
    ExperienceContent,
    Preset,
    PresetContent,
)
from musicdb.model.identity import known_id
from musicdb.store.definitions import KeptDefinition
from musicdb.store.store import Store

if TYPE_CHECKING:
    from musicdb.analysis.table import Table

_MOST_REQUESTS = 200


class Experiments:
    """All presets and experiences. For any thread; NumPy is loaded with the first question."""

    def __init__(self, store: Store, bus: Bus) -> None:
        self._store = store
        self._shelf = DefinitionShelf(store, bus)

    @cached_property
    def table(self) -> "Table":
        """The processors of this installation."""
        from musicdb.analysis.table import load  # noqa: PLC0415

        return load()

    def presets(self) -> list[Preset]:
        """Those of the processors, then those that were made, in their order."""
        return [*self._known_presets.values(), *map(_preset, self._store.definitions.all(DefinitionKind.PRESET))]

    def experiences(self) -> list[Experience]:
        """Those every MusicDB has, then those that were made, in their order."""
        kept = self._store.definitions.all(DefinitionKind.EXPERIENCE)
        return [*self._known_experiences.values(), *map(_experience, kept)]

    def preset(self, definitionid: DefinitionId, version: int | None = None) -> Preset:
        """A preset, as it is or as it was.

        :raises NotFoundError: when there is none.
        """
        known = self._known_presets.get(definitionid)
        return known or _preset(self._shelf.find(DefinitionKind.PRESET, definitionid, version))

    def experience(self, definitionid: DefinitionId, version: int | None = None) -> Experience:
        """An experience, as it is or as it was.

        :raises NotFoundError: when there is none.
        """
        known = self._known_experiences.get(definitionid)
        return known or _experience(self._shelf.find(DefinitionKind.EXPERIENCE, definitionid, version))

    def is_known(self, definitionid: DefinitionId) -> bool:
        """Whether this belongs to MusicDB."""
        return definitionid in self._known_presets or definitionid in self._known_experiences

    def save_preset(self, definitionid: DefinitionId | None, header: Header, content: PresetContent) -> Preset:
        """Makes a preset, or changes one.

        :raises NotFoundError: when there is no such preset or processor.
        :raises BadArgumentError: when these are no parameters of it, or it belongs to MusicDB.
        """
        self.table.find(content.processor).read(content.parameters)
        return _preset(self._save(DefinitionKind.PRESET, definitionid, header, content))

    def save_experience(
        self, definitionid: DefinitionId | None, header: Header, content: ExperienceContent
    ) -> Experience:
        """Makes an experience, or changes one.

        :raises NotFoundError: when there is no such experience, or one of its parts is not there.
        :raises BadArgumentError: when it would contain itself, or belongs to MusicDB.
        """
        return _experience(self._save(DefinitionKind.EXPERIENCE, definitionid, header, content))

    def remove(self, kind: DefinitionKind, definitionid: DefinitionId) -> None:
        """Removes a preset or an experience.

        :raises NotFoundError: when there is none.
        :raises BadArgumentError: when it belongs to MusicDB.
        :raises InUseError: when others contain it.
        """
        self._refuse_known(definitionid)
        self._shelf.remove(kind, definitionid)

    def defined(self, definitionid: DefinitionId) -> tuple[Definition, list[Request]]:
        """A preset or an experience, and everything it asks for, each once.

        :raises NotFoundError: when there is neither.
        :raises BadArgumentError: when it asks for nothing, or for too much.
        """
        found: Preset | Experience
        try:
            found = self.experience(definitionid)
        except NotFoundError:
            found = self.preset(definitionid)
        requests: dict[tuple[str, str], Request] = {}
        for preset in [found] if isinstance(found, Preset) else self._presets_of(found):
            parameters = self.table.find(preset.processor).canonical(preset.parameters)
            requests.setdefault((preset.processor, str(parameters)), Request(preset.processor, preset.parameters))
        if not 1 <= len(requests) <= _MOST_REQUESTS:
            raise BadArgumentError(f"“{found.name}” asks for {len(requests)} processors; 1 to {_MOST_REQUESTS} can be.")
        return found, list(requests.values())

    def _presets_of(self, experience: Experience) -> list[Preset]:
        presets: list[Preset] = []
        seen, waiting = {experience.id}, [experience]
        while waiting:
            one = waiting.pop(0)
            presets += map(self.preset, one.presets)
            inner = [self.experience(part) for part in one.experiences if part not in seen]
            seen |= {part.id for part in inner}
            waiting += inner
        return presets

    def _save(
        self, kind: DefinitionKind, definitionid: DefinitionId | None, header: Header, content: Content
    ) -> KeptDefinition:
        if definitionid is not None:
            self._refuse_known(definitionid)
        known = self._known_presets.keys() | self._known_experiences.keys()
        return self._shelf.save(kind, definitionid, header, content, known)

    def _refuse_known(self, definitionid: DefinitionId) -> None:
        if self.is_known(definitionid):
            raise BadArgumentError("This belongs to MusicDB and stays as it is. Make one of your own.")

    @cached_property
    def _known_presets(self) -> dict[DefinitionId, Preset]:
        return {
            _preset_id(one.id): Preset(
                **_known(_preset_id(one.id), one.id, one.description.partition("\n")[0]),
                processor=one.id,
                parameters={},
            )
            for one in self.table.plugins.values()
        }

    @cached_property
    def _known_experiences(self) -> dict[DefinitionId, Experience]:
        sets = {**PRESETS, COMPLETE: tuple(self.table.plugins)}
        experiences: dict[DefinitionId, Experience] = {}
        for name, processors in sets.items():
            presets = [_preset_id(one) for one in processors if one in self.table.plugins]
            ours = DefinitionId(known_id(DefinitionKind.EXPERIENCE, name))
            experiences[ours] = Experience(**_known(ours, name, ""), presets=presets, experiences=[])
        return experiences


def _preset_id(processor: str) -> DefinitionId:
    return DefinitionId(known_id(DefinitionKind.PRESET, processor))


def _known(definitionid: DefinitionId, name: str, description: str) -> dict[str, Any]:
    return {
        "id": definitionid, "name": name, "description": description, "version": 1, "created": 0, "changed": 0,
        "builtin": True,
    }  # fmt: skip


def header_fields(kept: KeptDefinition) -> dict[str, Any]:
    """The fields all definitions have."""
    return {
        "id": kept.id, "name": kept.name, "description": kept.description, "version": kept.version,
        "created": kept.created, "changed": kept.changed, "builtin": False,
    }  # fmt: skip


def _preset(kept: KeptDefinition) -> Preset:
    content = content_of(kept)
    if not isinstance(content, PresetContent):
        raise NotFoundError(f"There is no preset with the id {kept.id}.")
    return Preset(**header_fields(kept), processor=content.processor, parameters=content.parameters)


def _experience(kept: KeptDefinition) -> Experience:
    content = content_of(kept)
    if not isinstance(content, ExperienceContent):
        raise NotFoundError(f"There is no experience with the id {kept.id}.")
    return Experience(**header_fields(kept), presets=content.presets, experiences=content.experiences)
