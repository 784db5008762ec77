"""Step 12: models, what they predict of sounds in batches, how far these drifted, and the tags somebody rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    # The batch everybody sees is named by `current`, which is switched when a batch is complete, in one transaction.
    """
CREATE TABLE predictionmodels (
    name    TEXT PRIMARY KEY CHECK (name <> ''),
    version TEXT NOT NULL,
    trained INTEGER NOT NULL,
    content BLOB NOT NULL,
    current INTEGER REFERENCES predictionbatches (number) ON DELETE SET NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE predictionbatches (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    batchid     TEXT NOT NULL UNIQUE,
    model       TEXT NOT NULL,
    version     TEXT NOT NULL,
    created     INTEGER NOT NULL,
    sounds      INTEGER NOT NULL,
    fresh       INTEGER NOT NULL,
    quarantined INTEGER NOT NULL CHECK (quarantined IN (0, 1))
) STRICT
""",
    "CREATE INDEX predictionbatches_of_model ON predictionbatches (model, number)",
    "CREATE INDEX predictionmodels_by_batch ON predictionmodels (current)",
    # Sounds of a batch, also those nothing is said about.
    """
CREATE TABLE predictedsounds (
    batch     INTEGER NOT NULL REFERENCES predictionbatches (number) ON DELETE CASCADE,
    soundhash TEXT NOT NULL,
    PRIMARY KEY (batch, soundhash)
) STRICT, WITHOUT ROWID
""",
    # What says something about a tag names it; a `suggested` one is sure enough to be shown to a person.
    """
CREATE TABLE predictions (
    batch      INTEGER NOT NULL REFERENCES predictionbatches (number) ON DELETE CASCADE,
    soundhash  TEXT NOT NULL,
    label      TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0.0 AND 1.0),
    tagid      INTEGER REFERENCES tags (tagid) ON DELETE CASCADE,
    suggested  INTEGER NOT NULL CHECK (suggested IN (0, 1)),
    PRIMARY KEY (batch, soundhash, label)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX predictions_of_tag ON predictions (tagid) WHERE tagid IS NOT NULL",
    """
CREATE TABLE drifts (
    batch     INTEGER NOT NULL REFERENCES predictionbatches (number) ON DELETE CASCADE,
    feature   INTEGER NOT NULL,
    statistic REAL NOT NULL,
    pvalue    REAL NOT NULL,
    reference INTEGER NOT NULL,
    samples   INTEGER NOT NULL,
    drifted   INTEGER NOT NULL CHECK (drifted IN (0, 1)),
    PRIMARY KEY (batch, feature)
) STRICT, WITHOUT ROWID
""",
    # What a person said is wrong is never suggested again, and teaches the models.
    """
CREATE TABLE rejectedtags (
    songid INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    tagid  INTEGER NOT NULL REFERENCES tags (tagid) ON DELETE CASCADE,
    PRIMARY KEY (songid, tagid)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX rejectedtags_of_tag ON rejectedtags (tagid)",
)


def apply(database: Database) -> None:
    """Adds the tables of predictions."""
    for statement in _STATEMENTS:
        database.execute(statement.strip())
