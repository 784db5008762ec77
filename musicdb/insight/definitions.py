"""What presets, experiences and selections have in common: names, versions, and that none contains itself.

A change is one transaction, and whoever listens is told afterwards.
"""

import time
from collections.abc import Callable, Collection, Mapping
from uuid import uuid4

import msgspec

from musicdb.bus import Bus
from musicdb.errors import BadArgumentError, InUseError, NotFoundError, OutdatedError
from musicdb.ids import DefinitionId
from musicdb.model.experiments import (
    DefinitionKind,
    DefinitionsChanged,
    ExperienceContent,
    PresetContent,
    SelectionContent,
    SelectionMember,
)
from musicdb.store.definitions import KeptDefinition
from musicdb.store.store import Store

Content = PresetContent | ExperienceContent | SelectionContent
CONTENTS: Mapping[DefinitionKind, type[Content]] = {
    DefinitionKind.PRESET: PresetContent,
    DefinitionKind.EXPERIENCE: ExperienceContent,
    DefinitionKind.SELECTION: SelectionContent,
}


class Header(msgspec.Struct, frozen=True):
    """What a person says about a definition. `version` is the one that was seen when it is changed; None: any."""

    name: str
    description: str = ""
    version: int | None = None


class DefinitionShelf:
    """Definitions with their contents. For any thread."""

    def __init__(self, store: Store, bus: Bus, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._bus = bus
        self._clock = clock

    def find(self, kind: DefinitionKind, definitionid: DefinitionId, version: int | None = None) -> KeptDefinition:
        """A definition of a kind, as it is, or as it was.

        :raises NotFoundError: when there is none.
        """
        found = self._store.definitions.find(definitionid)
        if found is None or found.kind is not kind:
            raise NotFoundError(f"There is no {kind} with the id {definitionid}.")
        return found if version is None else self._store.definitions.version(definitionid, version)

    def save(
        self,
        kind: DefinitionKind,
        definitionid: DefinitionId | None,
        header: Header,
        content: Content,
        known: Collection[DefinitionId] = (),
    ) -> KeptDefinition:
        """Makes a definition, or changes the one with an id. `known` are ids that may be used without being kept here.

        :raises NotFoundError: when it, or what it is made of, is not there.
        :raises BadArgumentError: when it would contain itself.
        :raises OutdatedError: when somebody else has changed it since `header.version`.
        """
        text, now = msgspec.json.encode(content).decode(), int(self._clock())
        with self._store.write():
            for part_kind, part in parts_of(content):
                if part not in known:
                    self.find(part_kind, part)
            if definitionid is None:
                definitionid = DefinitionId(str(uuid4()))
                self._store.definitions.add(
                    KeptDefinition(0, definitionid, kind, header.name, header.description, 1, text, now, now)
                )
            else:
                self._change(self.find(kind, definitionid), header, content, now)
            kept = self.find(kind, definitionid)
        self._bus.publish(DefinitionsChanged(kind))
        return kept

    def add(self, definition: KeptDefinition) -> bool:
        """Takes a definition of another installation with its id. Whether it was new here."""
        with self._store.write():
            if self._store.definitions.find(definition.id) is not None:
                return False
            self._store.definitions.add(definition)
        self._bus.publish(DefinitionsChanged(definition.kind))
        return True

    def remove(self, kind: DefinitionKind, definitionid: DefinitionId) -> None:
        """Removes a definition with all of its versions.

        :raises NotFoundError: when there is none.
        :raises InUseError: when others contain it.
        """
        with self._store.write():
            found = self.find(kind, definitionid)
            for other_kind in DefinitionKind:
                for other in self._store.definitions.all(other_kind):
                    if definitionid in {part for _, part in parts_of(content_of(other))}:
                        raise InUseError(f"“{other.name}” contains “{found.name}”. Take it out there first.")
            self._store.definitions.remove(definitionid)
        self._bus.publish(DefinitionsChanged(kind))

    def _change(self, old: KeptDefinition, header: Header, content: Content, now: int) -> None:
        if header.version not in {None, old.version}:
            raise OutdatedError(f"“{old.name}” has version {old.version} by now. Look at it, then change it again.")
        for part_kind, part in parts_of(content):
            if part_kind is old.kind and (part == old.id or old.id in self._below(part, {old.id})):
                raise BadArgumentError(f"“{header.name}” would contain itself.")
        text = msgspec.json.encode(content).decode()
        changed = msgspec.structs.replace(
            old, name=header.name, description=header.description, content=text, changed=now
        )
        if (old.name, old.description, old.content) != (changed.name, changed.description, changed.content):
            self._store.definitions.change(changed)

    def _below(self, definitionid: DefinitionId, wanted: set[DefinitionId]) -> set[DefinitionId]:
        """Everything a definition is made of, at any depth; ends early when one of the wanted is found."""
        seen: set[DefinitionId] = set()
        waiting = [definitionid]
        while waiting and not seen & wanted:
            found = self._store.definitions.find(waiting.pop())
            parts = {part for _, part in parts_of(content_of(found))} - seen if found else set()
            seen |= parts
            waiting += parts
        return seen


def content_of(definition: KeptDefinition) -> Content:
    """What is in a definition."""
    return msgspec.json.decode(definition.content, type=CONTENTS[definition.kind])


def parts_of(content: Content) -> list[tuple[DefinitionKind, DefinitionId]]:
    """The definitions one is made of."""
    match content:
        case ExperienceContent(presets, experiences):
            return [
                *((DefinitionKind.PRESET, one) for one in presets),
                *((DefinitionKind.EXPERIENCE, one) for one in experiences),
            ]
        case SelectionContent(members):
            inner = (one.selectionid for one in members if isinstance(one, SelectionMember))
            return [(DefinitionKind.SELECTION, one) for one in inner]
    return []
