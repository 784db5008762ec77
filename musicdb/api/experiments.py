"""Functions about presets, experiences, selections and runs."""

from typing import Annotated

from msgspec import Meta

from musicdb.api.declare import Subject
from musicdb.ids import DefinitionId, RunId, SongId
from musicdb.insight.definitions import Header
from musicdb.model.experiments import (
    DefinitionKind,
    Definitions,
    Description,
    Experience,
    ExperienceContent,
    Members,
    Name,
    ParameterValues,
    Preset,
    PresetContent,
    Run,
    RunSong,
    Selection,
    SongState,
)
from musicdb.services import Services

experiments = Subject(
    "experiments",
    "What is tried on which music. A preset is a processor with parameters; an experience has presets and other"
    " experiences; a selection has songs, and whatever has songs. Changes are told by the notification"
    " onDefinitionsChanged of MusicDB:Experiments, how far a run is by onRunChanged.",
)

Limit = Annotated[int, Meta(ge=1, le=1000)]
Version = Annotated[int, Meta(ge=1)]


@experiments.function("GetPresets")
def get_presets(services: Services) -> list[Preset]:
    """All presets: each processor with its defaults, then those that were made."""
    return services.experiments.presets()


@experiments.function("SavePreset")
def save_preset(
    services: Services,
    *,
    name: Name,
    processor: str,
    parameters: ParameterValues | None = None,
    description: Description = "",
    presetid: DefinitionId | None = None,
    version: Version | None = None,
) -> Preset:
    """Makes a preset, or changes the one with an id. With `version`, only if that is still its version."""
    content = PresetContent(processor, parameters or {})
    return services.experiments.save_preset(presetid, Header(name, description, version), content)


@experiments.function("DeletePreset")
def delete_preset(services: Services, *, presetid: DefinitionId) -> None:
    """Removes a preset that no experience contains."""
    services.experiments.remove(DefinitionKind.PRESET, presetid)


@experiments.function("GetExperiences")
def get_experiences(services: Services) -> list[Experience]:
    """All experiences: `default`, `loudness`, `complete`, then those that were made."""
    return services.experiments.experiences()


@experiments.function("SaveExperience")
def save_experience(
    services: Services,
    *,
    name: Name,
    presets: Definitions | None = None,
    experiences: Definitions | None = None,
    description: Description = "",
    experienceid: DefinitionId | None = None,
    version: Version | None = None,
) -> Experience:
    """Makes an experience, or changes the one with an id. It never contains itself, at no depth."""
    content = ExperienceContent(presets or [], experiences or [])
    return services.experiments.save_experience(experienceid, Header(name, description, version), content)


@experiments.function("DeleteExperience")
def delete_experience(services: Services, *, experienceid: DefinitionId) -> None:
    """Removes an experience that no other contains. What was heard stays known."""
    services.experiments.remove(DefinitionKind.EXPERIENCE, experienceid)


@experiments.function("GetSelections")
def get_selections(services: Services) -> list[Selection]:
    """All selections."""
    return services.selections.all()


@experiments.function("SaveSelection")
def save_selection(
    services: Services,
    *,
    name: Name,
    members: Members,
    description: Description = "",
    selectionid: DefinitionId | None = None,
    version: Version | None = None,
) -> Selection:
    """Makes a selection, or changes the one with an id. It never contains itself, at no depth."""
    return services.selections.save(selectionid, Header(name, description, version), members)


@experiments.function("DeleteSelection")
def delete_selection(services: Services, *, selectionid: DefinitionId) -> None:
    """Removes a selection that no other contains. The songs stay."""
    services.selections.remove(selectionid)


@experiments.function("GetSelectionSongs")
def get_selection_songs(services: Services, *, selectionid: DefinitionId) -> list[SongId]:
    """The songs a selection has at the moment, each once."""
    return services.selections.songs(selectionid)


@experiments.function("StartRun")
def start_run(
    services: Services,
    *,
    definitionid: DefinitionId,
    selectionid: DefinitionId | None = None,
    songids: list[SongId] | None = None,
    new: bool = False,
) -> Run:
    """Tries an experience or a preset on a selection, on songs, or on all songs that were not heard by it.

    What is known already is not computed again.
    """
    return services.runs.start(definitionid, selectionid=selectionid, songids=songids, new=new)


@experiments.function("GetRuns")
def get_runs(services: Services, *, limit: Limit = 100) -> list[Run]:
    """The last runs, the newest first."""
    return [run for _, run in services.store.runs.all(limit=limit)]


@experiments.function("GetRun")
def get_run(services: Services, *, runid: RunId) -> Run:
    """How far a run is."""
    return services.store.runs.get(runid)


@experiments.function("GetRunSongs")
def get_run_songs(
    services: Services,
    *,
    runid: RunId,
    state: SongState | None = None,
    after: Annotated[int, Meta(ge=0)] = 0,
    limit: Limit = 1000,
) -> list[RunSong]:
    """Songs of a run, or those in a state, behind the one with the id `after`; and why they failed if they did."""
    return services.store.runs.songs(runid, state, after, limit)


@experiments.function("CancelRun", announces=get_run)
def cancel_run(services: Services, *, runid: RunId) -> None:
    """The songs of a run that wait do not wait any more. What is in hand is heard to its end."""
    services.runs.cancel(runid)


@experiments.function("RetryRun", announces=get_run)
def retry_run(services: Services, *, runid: RunId) -> None:
    """The songs of a run that failed or were cancelled wait again."""
    services.runs.retry(runid)


@experiments.function("DeleteRun")
def delete_run(services: Services, *, runid: RunId) -> None:
    """Removes a run. What was heard stays known."""
    services.runs.remove(runid)
