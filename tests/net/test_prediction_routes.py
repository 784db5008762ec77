"""What programs get to see of models: predictions of files, batches, drift."""

import msgspec
import pytest

from musicdb.errors import NotFoundError
from musicdb.insight.lessons import Knowledge
from musicdb.model.analysis import SoundValues
from musicdb.model.predictions import BatchState
from musicdb.net.rest.files import get_file, list_files
from musicdb.net.rest.predictions import (
    accept_batch,
    get_batch,
    list_batch_drifts,
    list_batches,
    list_item_predictions,
    list_models,
)
from musicdb.store.predictions import Said
from tests.api.shelves import put, put_in_catalogue
from tests.household import House

ALBUM = "Artist/2001 - Album"
SOUND = "a" * 64


def test_files_come_with_what_models_say(house: House) -> None:
    put(house, f"{ALBUM}/01 One.flac")
    put_in_catalogue(house, ALBUM)
    services, store = house.services, house.services.store
    assert list_models(services).items == []
    (song,) = store.songs.all()
    store.analyses.set_soundhash(song.checksum, SOUND)
    store.analyses.keep(SOUND, "preset", [], SoundValues(), embedding=bytes(8))
    for name in ("moods", "genres"):
        store.predictions.keep_model(name, "1", msgspec.msgpack.encode(Knowledge()))
    batches = []
    for model, quarantined in zip(store.predictions.models(), (False, True), strict=True):
        said = [Said(SOUND, f"{model.name} {share}", share, None, suggested=False) for share in (0.9, 0.4)]
        drifts = [(0.5, 0.01, 100, 40, True)]
        batches.append(
            store.predictions.publish(
                model, said, [SOUND], before=None, drifts=drifts, quarantined=quarantined, keep=3
            )
        )  # fmt: skip
    (file,) = list_files(services).items
    assert [(one.label, one.confidence) for one in file.predictions] == [("genres 0.9", 0.9), ("genres 0.4", 0.4)]
    assert get_file(services, fileid=file.id, model="moods").predictions == []
    with pytest.raises(NotFoundError, match="There are: genres, moods"):
        get_file(services, fileid=file.id, model="none")
    sure = list_item_predictions(services, itemid=file.id, confidence=0.5, batchid=batches[1].id)
    assert [one.label for one in sure.items] == ["moods 0.9"]
    named = list_item_predictions(services, itemid=file.id, model="genres", label="genres 0.4")
    assert [one.batchid for one in named.items] == [batches[0].id]

    assert [one.batchid for one in list_models(services).items] == [batches[0].id, None]
    page = list_batches(services, limit=1)
    assert (page.items, page.next is None) == ([batches[1]], False)
    assert list_batches(services, model="genres").items == [batches[0]]
    (drift,) = list_batch_drifts(services, batchid=batches[1].id).items
    assert (drift.statistic, drift.drifted) == (0.5, True)
    assert get_batch(services, batchid=batches[1].id).state is BatchState.QUARANTINED
    assert accept_batch(services, batchid=batches[1].id).state is BatchState.CURRENT
    assert len(get_file(services, fileid=file.id).predictions) == 4
    with pytest.raises(NotFoundError):
        accept_batch(services, batchid=batches[1].id)
