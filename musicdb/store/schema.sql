-- The schema of music.db, version 17. Printed from musicdb/store/migrations; do not edit.

CREATE TABLE artists (
    artistid INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL,
    path     TEXT NOT NULL UNIQUE CHECK (path <> '')
) STRICT;

CREATE TABLE albums (
    albumid       INTEGER PRIMARY KEY AUTOINCREMENT,
    artistid      INTEGER NOT NULL REFERENCES artists (artistid) ON DELETE CASCADE,
    name          TEXT NOT NULL,
    path          TEXT NOT NULL UNIQUE CHECK (path <> ''),
    numofsongs    INTEGER NOT NULL DEFAULT 0 CHECK (numofsongs >= 0),
    numofcds      INTEGER NOT NULL DEFAULT 0 CHECK (numofcds >= 0),
    origin        TEXT NOT NULL DEFAULT 'internet',
    release       INTEGER NOT NULL DEFAULT 0,
    artworkpath   TEXT NOT NULL DEFAULT 'default.jpg',
    bgcolor       TEXT NOT NULL DEFAULT '#101010' CHECK (bgcolor LIKE '#______'),
    fgcolor       TEXT NOT NULL DEFAULT '#F0F0F0' CHECK (fgcolor LIKE '#______'),
    hlcolor       TEXT NOT NULL DEFAULT '#909090' CHECK (hlcolor LIKE '#______'),
    added         INTEGER NOT NULL DEFAULT 0,
    hidden        INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
    artworkchosen INTEGER NOT NULL DEFAULT 0 CHECK (artworkchosen IN (0, 1)),
    UNIQUE (albumid, artistid)
) STRICT;

CREATE INDEX albums_of_artist ON albums (artistid, release);

CREATE INDEX albums_hidden ON albums (path) WHERE hidden = 1;

CREATE TABLE songs (
    songid        INTEGER PRIMARY KEY AUTOINCREMENT,
    albumid       INTEGER NOT NULL,
    artistid      INTEGER NOT NULL,
    name          TEXT NOT NULL,
    path          TEXT NOT NULL UNIQUE CHECK (path <> ''),
    number        INTEGER NOT NULL DEFAULT 0 CHECK (number >= 0),
    cd            INTEGER NOT NULL DEFAULT 1 CHECK (cd >= 0),
    disabled      INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
    playtime      INTEGER NOT NULL DEFAULT 0 CHECK (playtime >= 0),
    bitrate       INTEGER NOT NULL DEFAULT 0 CHECK (bitrate >= 0),
    likes         INTEGER NOT NULL DEFAULT 0 CHECK (likes >= 0),
    dislikes      INTEGER NOT NULL DEFAULT 0 CHECK (dislikes >= 0),
    favorite      INTEGER NOT NULL DEFAULT 0 CHECK (favorite IN (-1, 0, 1)),
    lyricsstate   INTEGER NOT NULL DEFAULT 0 CHECK (lyricsstate BETWEEN 0 AND 4),
    checksum      TEXT NOT NULL DEFAULT '',
    lastplayed    INTEGER NOT NULL DEFAULT 0,
    liverecording INTEGER NOT NULL DEFAULT 0 CHECK (liverecording IN (0, 1)),
    badaudio      INTEGER NOT NULL DEFAULT 0 CHECK (badaudio IN (0, 1)),
    FOREIGN KEY (albumid, artistid) REFERENCES albums (albumid, artistid) ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;

CREATE INDEX songs_of_album ON songs (albumid, cd, number);

CREATE INDEX songs_of_artist ON songs (artistid);

CREATE INDEX songs_by_checksum ON songs (checksum);

CREATE TABLE songfiles (
    songid     INTEGER PRIMARY KEY REFERENCES songs (songid) ON DELETE CASCADE,
    codec      TEXT NOT NULL,
    samplerate INTEGER NOT NULL CHECK (samplerate >= 0),
    channels   INTEGER NOT NULL CHECK (channels >= 0),
    filesize   INTEGER NOT NULL CHECK (filesize >= 0),
    mtime      INTEGER NOT NULL
) STRICT;

CREATE TABLE metadata (
    songid   INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    name     TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    value    TEXT NOT NULL,
    PRIMARY KEY (songid, name, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE lyrics (
    songid INTEGER PRIMARY KEY REFERENCES songs (songid) ON DELETE CASCADE,
    lyrics TEXT NOT NULL
, synchronized TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE videos (
    videoid         INTEGER PRIMARY KEY AUTOINCREMENT,
    songid          INTEGER REFERENCES songs (songid) ON DELETE SET NULL,
    albumid         INTEGER REFERENCES albums (albumid) ON DELETE SET NULL,
    artistid        INTEGER NOT NULL REFERENCES artists (artistid) ON DELETE CASCADE,
    name            TEXT NOT NULL,
    path            TEXT NOT NULL UNIQUE CHECK (path <> ''),
    disabled        INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
    playtime        INTEGER NOT NULL DEFAULT 0 CHECK (playtime >= 0),
    origin          TEXT NOT NULL DEFAULT 'internet',
    release         INTEGER NOT NULL DEFAULT 0,
    added           INTEGER NOT NULL DEFAULT 0,
    codec           TEXT NOT NULL DEFAULT '',
    xresolution     INTEGER NOT NULL DEFAULT 0 CHECK (xresolution >= 0),
    yresolution     INTEGER NOT NULL DEFAULT 0 CHECK (yresolution >= 0),
    framesdirectory TEXT NOT NULL DEFAULT '',
    thumbnailfile   TEXT NOT NULL DEFAULT 'default.jpg',
    previewfile     TEXT NOT NULL DEFAULT '',
    likes           INTEGER NOT NULL DEFAULT 0 CHECK (likes >= 0),
    dislikes        INTEGER NOT NULL DEFAULT 0 CHECK (dislikes >= 0),
    favorite        INTEGER NOT NULL DEFAULT 0 CHECK (favorite IN (-1, 0, 1)),
    liverecording   INTEGER NOT NULL DEFAULT 0 CHECK (liverecording IN (0, 1)),
    badaudio        INTEGER NOT NULL DEFAULT 0 CHECK (badaudio IN (0, 1)),
    checksum        TEXT NOT NULL DEFAULT '',
    lastplayed      INTEGER NOT NULL DEFAULT 0,
    lyricsvideo     INTEGER NOT NULL DEFAULT 0 CHECK (lyricsvideo IN (0, 1)),
    bgcolor         TEXT NOT NULL DEFAULT '#101010' CHECK (bgcolor LIKE '#______'),
    fgcolor         TEXT NOT NULL DEFAULT '#F0F0F0' CHECK (fgcolor LIKE '#______'),
    hlcolor         TEXT NOT NULL DEFAULT '#909090' CHECK (hlcolor LIKE '#______'),
    vbegin          INTEGER NOT NULL DEFAULT 0,
    vend            INTEGER NOT NULL DEFAULT 0,
    artworkchosen   INTEGER NOT NULL DEFAULT 0 CHECK (artworkchosen IN (0, 1)),
    CHECK (0 <= vbegin AND vbegin <= vend)
) STRICT;

CREATE INDEX videos_of_artist ON videos (artistid, release);

CREATE INDEX videos_of_album ON videos (albumid);

CREATE INDEX videos_of_song ON videos (songid);

CREATE INDEX videos_by_checksum ON videos (checksum);

CREATE TABLE tags (
    tagid    INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL CHECK (name <> ''),
    class    INTEGER NOT NULL CHECK (class IN (1, 2, 3)),
    parentid INTEGER REFERENCES tags (tagid) ON DELETE CASCADE,
    icontype INTEGER,
    icon     TEXT,
    color    TEXT CHECK (color LIKE '#______'),
    posx     INTEGER,
    posy     INTEGER,
    UNIQUE (class, name),
    CHECK ((class = 2) = (parentid IS NOT NULL))
) STRICT;

CREATE INDEX tags_of_parent ON tags (parentid);

CREATE TABLE songtags (
    entryid    INTEGER PRIMARY KEY AUTOINCREMENT,
    songid     INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    tagid      INTEGER NOT NULL REFERENCES tags (tagid) ON DELETE CASCADE,
    confidence REAL NOT NULL DEFAULT 1.0 CHECK (confidence BETWEEN 0.0 AND 1.0),
    approval   INTEGER NOT NULL DEFAULT 1 CHECK (approval IN (0, 1, 2)),
    UNIQUE (songid, tagid)
) STRICT;

CREATE INDEX songtags_of_tag ON songtags (tagid);

CREATE TABLE albumtags (
    entryid    INTEGER PRIMARY KEY AUTOINCREMENT,
    albumid    INTEGER NOT NULL REFERENCES albums (albumid) ON DELETE CASCADE,
    tagid      INTEGER NOT NULL REFERENCES tags (tagid) ON DELETE CASCADE,
    confidence REAL NOT NULL DEFAULT 1.0 CHECK (confidence BETWEEN 0.0 AND 1.0),
    approval   INTEGER NOT NULL DEFAULT 1 CHECK (approval IN (0, 1, 2)),
    UNIQUE (albumid, tagid)
) STRICT;

CREATE INDEX albumtags_of_tag ON albumtags (tagid);

CREATE TABLE videotags (
    entryid    INTEGER PRIMARY KEY AUTOINCREMENT,
    videoid    INTEGER NOT NULL REFERENCES videos (videoid) ON DELETE CASCADE,
    tagid      INTEGER NOT NULL REFERENCES tags (tagid) ON DELETE CASCADE,
    confidence REAL NOT NULL DEFAULT 1.0 CHECK (confidence BETWEEN 0.0 AND 1.0),
    approval   INTEGER NOT NULL DEFAULT 1 CHECK (approval IN (0, 1, 2)),
    UNIQUE (videoid, tagid)
) STRICT;

CREATE INDEX videotags_of_tag ON videotags (tagid);

CREATE TABLE changes (
    changeid INTEGER PRIMARY KEY AUTOINCREMENT,
    created  INTEGER NOT NULL,
    title    TEXT NOT NULL,
    steps    TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('planned', 'done', 'undone', 'failed'))
, undoing INTEGER NOT NULL DEFAULT 0 CHECK (undoing IN (0, 1))) STRICT;

CREATE INDEX changes_by_state ON changes (state);

CREATE TABLE queuedsongs (
    entryid  TEXT PRIMARY KEY CHECK (entryid <> ''),
    songid   INTEGER NOT NULL,
    israndom INTEGER NOT NULL CHECK (israndom IN (0, 1)),
    position INTEGER NOT NULL,
    seconds  REAL NOT NULL DEFAULT 0.0 CHECK (seconds >= 0.0),
    choice   TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX queuedsongs_in_order ON queuedsongs (position);

CREATE TABLE recentsongs (
    recentid  INTEGER PRIMARY KEY AUTOINCREMENT,
    songid    INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    timestamp INTEGER NOT NULL
) STRICT;

CREATE INDEX recentsongs_of_song ON recentsongs (songid);

CREATE INDEX recentsongs_by_time ON recentsongs (timestamp);

CREATE TABLE playedsongs (
    playid    INTEGER PRIMARY KEY AUTOINCREMENT,
    songid    INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    timestamp INTEGER NOT NULL,
    random    INTEGER NOT NULL CHECK (random IN (0, 1))
) STRICT;

CREATE INDEX playedsongs_of_song ON playedsongs (songid, timestamp);

CREATE INDEX playedsongs_by_time ON playedsongs (timestamp);

CREATE TABLE songrelations (
    songida INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    songidb INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    weight  REAL NOT NULL CHECK (weight > 0.0),
    updated INTEGER NOT NULL,
    PRIMARY KEY (songida, songidb),
    CHECK (songida < songidb)
) STRICT, WITHOUT ROWID;

CREATE INDEX songrelations_of_second ON songrelations (songidb);

CREATE TABLE tagfilters (
    tagid  INTEGER PRIMARY KEY REFERENCES tags (tagid) ON DELETE CASCADE,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX songs_for_randy ON songs (albumid, playtime, disabled, favorite, badaudio, liverecording, likes, dislikes,
                                       lastplayed, artistid);

CREATE INDEX albums_shown ON albums (albumid) WHERE hidden = 0;

CREATE INDEX changes_being_undone ON changes (changeid) WHERE undoing = 1;

CREATE TABLE keptrecords (
    keptid   INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT NOT NULL CHECK (kind IN ('artists', 'albums', 'songs', 'videos')),
    recordid INTEGER NOT NULL,
    path     TEXT NOT NULL,
    checksum TEXT NOT NULL,
    content  BLOB NOT NULL,
    UNIQUE (kind, recordid)
) STRICT;

CREATE INDEX keptrecords_by_checksum ON keptrecords (kind, checksum);

CREATE INDEX keptrecords_by_path ON keptrecords (kind, path);

CREATE TABLE videofiles (
    videoid  INTEGER PRIMARY KEY REFERENCES videos (videoid) ON DELETE CASCADE,
    filesize INTEGER NOT NULL CHECK (filesize >= 0),
    mtime    INTEGER NOT NULL
) STRICT;

CREATE TABLE playlists (
    playlistid INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL CHECK (name <> ''),
    comment    TEXT NOT NULL DEFAULT '',
    rules      TEXT,
    created    INTEGER NOT NULL,
    updated    INTEGER NOT NULL,
    removed    INTEGER
) STRICT;

CREATE TABLE playlistsongs (
    entryid    INTEGER PRIMARY KEY AUTOINCREMENT,
    playlistid INTEGER NOT NULL REFERENCES playlists (playlistid) ON DELETE CASCADE,
    songid     INTEGER,
    position   INTEGER NOT NULL,
    path       TEXT,
    checksum   TEXT,
    CHECK (songid NOT NULL OR path NOT NULL)
) STRICT;

CREATE INDEX playlistsongs_in_order ON playlistsongs (playlistid, position);

CREATE INDEX playlistsongs_of_song ON playlistsongs (songid);

CREATE INDEX playlistsongs_by_path ON playlistsongs (path) WHERE songid IS NULL;

CREATE INDEX playlistsongs_by_checksum ON playlistsongs (checksum) WHERE songid IS NULL;

CREATE TRIGGER playlistsongs_wait AFTER DELETE ON songs BEGIN
    UPDATE playlistsongs SET songid = NULL, path = OLD.path, checksum = OLD.checksum WHERE songid = OLD.songid;
END;

CREATE TRIGGER playlistsongs_return AFTER INSERT ON songs BEGIN
    UPDATE playlistsongs SET songid = NEW.songid WHERE songid IS NULL AND path = NEW.path;
    UPDATE playlistsongs SET songid = NEW.songid
    WHERE songid IS NULL AND checksum = NEW.checksum AND NEW.checksum <> '';
END;

CREATE TABLE foldednames (
    class  TEXT NOT NULL CHECK (class IN ('artist', 'album', 'song')),
    id     INTEGER NOT NULL,
    folded TEXT,
    PRIMARY KEY (class, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX foldednames_to_come ON foldednames (class, id) WHERE folded IS NULL;

CREATE INDEX songs_for_rules ON songs (albumid, artistid, cd, number, playtime, bitrate, disabled, favorite, likes,
                                       dislikes, liverecording, badaudio, lyricsstate, lastplayed);

CREATE TRIGGER artists_named AFTER INSERT ON artists BEGIN
    INSERT INTO foldednames (class, id, folded) VALUES ('artist', NEW.artistid, iif(NEW.name GLOB '*[^ -~]*', NULL, lower(NEW.name)));
END;

CREATE TRIGGER artists_renamed AFTER UPDATE OF name ON artists WHEN NEW.name IS NOT OLD.name BEGIN
    UPDATE foldednames SET folded = iif(NEW.name GLOB '*[^ -~]*', NULL, lower(NEW.name)) WHERE class = 'artist' AND id = NEW.artistid;
END;

CREATE TRIGGER artists_forgotten AFTER DELETE ON artists BEGIN
    DELETE FROM foldednames WHERE class = 'artist' AND id = OLD.artistid;
END;

CREATE TRIGGER albums_named AFTER INSERT ON albums BEGIN
    INSERT INTO foldednames (class, id, folded) VALUES ('album', NEW.albumid, iif(NEW.name GLOB '*[^ -~]*', NULL, lower(NEW.name)));
END;

CREATE TRIGGER albums_renamed AFTER UPDATE OF name ON albums WHEN NEW.name IS NOT OLD.name BEGIN
    UPDATE foldednames SET folded = iif(NEW.name GLOB '*[^ -~]*', NULL, lower(NEW.name)) WHERE class = 'album' AND id = NEW.albumid;
END;

CREATE TRIGGER albums_forgotten AFTER DELETE ON albums BEGIN
    DELETE FROM foldednames WHERE class = 'album' AND id = OLD.albumid;
END;

CREATE TRIGGER songs_named AFTER INSERT ON songs BEGIN
    INSERT INTO foldednames (class, id, folded) VALUES ('song', NEW.songid, iif(NEW.name GLOB '*[^ -~]*', NULL, lower(NEW.name)));
END;

CREATE TRIGGER songs_renamed AFTER UPDATE OF name ON songs WHEN NEW.name IS NOT OLD.name BEGIN
    UPDATE foldednames SET folded = iif(NEW.name GLOB '*[^ -~]*', NULL, lower(NEW.name)) WHERE class = 'song' AND id = NEW.songid;
END;

CREATE TRIGGER songs_forgotten AFTER DELETE ON songs BEGIN
    DELETE FROM foldednames WHERE class = 'song' AND id = OLD.songid;
END;

CREATE TABLE queuedvideos (
    entryid  TEXT PRIMARY KEY CHECK (entryid <> ''),
    videoid  INTEGER NOT NULL,
    israndom INTEGER NOT NULL CHECK (israndom IN (0, 1)),
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX queuedvideos_in_order ON queuedvideos (position);

CREATE TABLE recentvideos (
    recentid  INTEGER PRIMARY KEY AUTOINCREMENT,
    videoid   INTEGER NOT NULL REFERENCES videos (videoid) ON DELETE CASCADE,
    timestamp INTEGER NOT NULL
) STRICT;

CREATE INDEX recentvideos_of_video ON recentvideos (videoid);

CREATE INDEX recentvideos_by_time ON recentvideos (timestamp);

CREATE TABLE playedvideos (
    playid    INTEGER PRIMARY KEY AUTOINCREMENT,
    videoid   INTEGER NOT NULL REFERENCES videos (videoid) ON DELETE CASCADE,
    timestamp INTEGER NOT NULL,
    random    INTEGER NOT NULL CHECK (random IN (0, 1))
) STRICT;

CREATE INDEX playedvideos_of_video ON playedvideos (videoid, timestamp);

CREATE INDEX playedvideos_by_time ON playedvideos (timestamp);

CREATE TABLE videorelations (
    videoida INTEGER NOT NULL REFERENCES videos (videoid) ON DELETE CASCADE,
    videoidb INTEGER NOT NULL REFERENCES videos (videoid) ON DELETE CASCADE,
    weight   REAL NOT NULL CHECK (weight > 0.0),
    updated  INTEGER NOT NULL,
    PRIMARY KEY (videoida, videoidb),
    CHECK (videoida < videoidb)
) STRICT, WITHOUT ROWID;

CREATE INDEX videorelations_of_second ON videorelations (videoidb);

CREATE TABLE searchchanges (
    kind   TEXT NOT NULL CHECK (kind IN ('artist', 'album', 'song', 'video', 'lyrics')),
    id     INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX searchchanges_in_order ON searchchanges (number);

CREATE TRIGGER artists_search_new AFTER INSERT ON artists BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('artist', NEW.artistid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER artists_search_changed AFTER UPDATE OF name ON artists
WHEN NEW.name IS NOT OLD.name BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('artist', NEW.artistid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER artists_search_gone AFTER DELETE ON artists BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('artist', OLD.artistid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER albums_search_new AFTER INSERT ON albums BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('album', NEW.albumid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER albums_search_changed AFTER UPDATE OF name, artistid, hidden ON albums
WHEN NEW.name IS NOT OLD.name OR NEW.artistid IS NOT OLD.artistid OR NEW.hidden IS NOT OLD.hidden BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('album', NEW.albumid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER albums_search_gone AFTER DELETE ON albums BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('album', OLD.albumid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER songs_search_new AFTER INSERT ON songs BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('song', NEW.songid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER songs_search_changed AFTER UPDATE OF name, artistid, albumid, disabled, likes, dislikes, favorite ON songs
WHEN NEW.name IS NOT OLD.name OR NEW.artistid IS NOT OLD.artistid OR NEW.albumid IS NOT OLD.albumid OR NEW.disabled IS NOT OLD.disabled OR NEW.likes IS NOT OLD.likes OR NEW.dislikes IS NOT OLD.dislikes OR NEW.favorite IS NOT OLD.favorite BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('song', NEW.songid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER songs_search_gone AFTER DELETE ON songs BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('song', OLD.songid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER videos_search_new AFTER INSERT ON videos BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('video', NEW.videoid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER videos_search_changed AFTER UPDATE OF name, artistid, albumid, disabled, likes, dislikes, favorite ON videos
WHEN NEW.name IS NOT OLD.name OR NEW.artistid IS NOT OLD.artistid OR NEW.albumid IS NOT OLD.albumid OR NEW.disabled IS NOT OLD.disabled OR NEW.likes IS NOT OLD.likes OR NEW.dislikes IS NOT OLD.dislikes OR NEW.favorite IS NOT OLD.favorite BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('video', NEW.videoid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER videos_search_gone AFTER DELETE ON videos BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('video', OLD.videoid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER lyrics_search_new AFTER INSERT ON lyrics BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('lyrics', NEW.songid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER lyrics_search_changed AFTER UPDATE OF lyrics, synchronized ON lyrics
WHEN NEW.lyrics IS NOT OLD.lyrics OR NEW.synchronized IS NOT OLD.synchronized BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('lyrics', NEW.songid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TRIGGER lyrics_search_gone AFTER DELETE ON lyrics BEGIN
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('lyrics', OLD.songid, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
END;

CREATE TABLE soundhashes (
    checksum  TEXT PRIMARY KEY CHECK (checksum <> ''),
    soundhash TEXT NOT NULL CHECK (soundhash <> '')
) STRICT, WITHOUT ROWID;

CREATE INDEX soundhashes_of_sound ON soundhashes (soundhash);

CREATE TABLE heardsounds (
    soundhash  TEXT NOT NULL,
    processor  TEXT NOT NULL,
    version    TEXT NOT NULL,
    parameters TEXT NOT NULL,
    heard      INTEGER NOT NULL, resultid TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (soundhash, processor, version, parameters)
) STRICT, WITHOUT ROWID;

CREATE TABLE analyzedsounds (
    soundhash TEXT NOT NULL,
    preset    TEXT NOT NULL,
    PRIMARY KEY (soundhash, preset)
) STRICT, WITHOUT ROWID;

CREATE TABLE soundvalues (
    soundhash       TEXT PRIMARY KEY,
    duration        REAL,
    bpm             REAL,
    tempoconfidence REAL,
    key             TEXT,
    keyconfidence   REAL,
    loudness        REAL,
    range           REAL,
    truepeak        REAL,
    trackgain       REAL,
    trackpeak       REAL,
    energy          REAL,
    cuein           REAL,
    cueout          REAL,
    decodeerrors    INTEGER,
    truncated       INTEGER CHECK (truncated IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE soundfeatures (
    soundhash   TEXT PRIMARY KEY,
    embedding   BLOB,
    fingerprint BLOB
, blocks BLOB) STRICT;

CREATE TABLE analysisjobs (
    songid   INTEGER PRIMARY KEY REFERENCES songs (songid) ON DELETE CASCADE,
    state    TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'failed')),
    priority INTEGER NOT NULL,
    preset   TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    reason   TEXT NOT NULL DEFAULT '',
    changed  INTEGER NOT NULL
) STRICT;

CREATE INDEX analysisjobs_in_order ON analysisjobs (state, priority, songid);

CREATE TABLE definitions (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    definitionid TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL CHECK (kind IN ('preset', 'experience', 'selection')),
    name         TEXT NOT NULL CHECK (name <> ''),
    description  TEXT NOT NULL DEFAULT '',
    version      INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    content      TEXT NOT NULL,
    created      INTEGER NOT NULL,
    changed      INTEGER NOT NULL
) STRICT;

CREATE INDEX definitions_of_kind ON definitions (kind, number);

CREATE TABLE olddefinitions (
    definitionid TEXT NOT NULL REFERENCES definitions (definitionid) ON DELETE CASCADE,
    version      INTEGER NOT NULL,
    name         TEXT NOT NULL,
    description  TEXT NOT NULL,
    content      TEXT NOT NULL,
    changed      INTEGER NOT NULL,
    PRIMARY KEY (definitionid, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    runid        TEXT NOT NULL UNIQUE,
    definitionid TEXT NOT NULL,
    name         TEXT NOT NULL,
    version      INTEGER NOT NULL,
    target       TEXT NOT NULL CHECK (target IN ('selection', 'songs', 'new')),
    selectionid  TEXT,
    preset       TEXT NOT NULL,
    created      INTEGER NOT NULL
) STRICT;

CREATE TABLE runsongs (
    run      INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    songid   INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    state    TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed', 'cancelled')),
    attempts INTEGER NOT NULL DEFAULT 0,
    reason   TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (run, songid)
) STRICT, WITHOUT ROWID;

CREATE INDEX runsongs_in_order ON runsongs (state, run, songid);

CREATE INDEX runsongs_of_song ON runsongs (songid);

CREATE TABLE annotationtracks (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    trackid     TEXT NOT NULL UNIQUE,
    soundhash   TEXT NOT NULL CHECK (soundhash <> ''),
    name        TEXT NOT NULL CHECK (name <> ''),
    description TEXT NOT NULL DEFAULT '',
    color       TEXT NOT NULL DEFAULT '#4c9be8',
    overlapping INTEGER NOT NULL DEFAULT 1 CHECK (overlapping IN (0, 1)),
    created     INTEGER NOT NULL,
    changed     INTEGER NOT NULL
) STRICT;

CREATE INDEX annotationtracks_of_sound ON annotationtracks (soundhash, number);

CREATE TABLE annotations (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    annotationid TEXT NOT NULL UNIQUE,
    trackid      TEXT NOT NULL REFERENCES annotationtracks (trackid) ON DELETE CASCADE,
    start        REAL NOT NULL CHECK (start >= 0),
    stop         REAL NOT NULL CHECK (stop >= start),
    title        TEXT NOT NULL,
    description  TEXT NOT NULL DEFAULT '',
    results      TEXT NOT NULL DEFAULT '[]',
    created      INTEGER NOT NULL,
    changed      INTEGER NOT NULL
) STRICT;

CREATE INDEX annotations_of_track ON annotations (trackid, start, number);

CREATE UNIQUE INDEX heardsounds_by_id ON heardsounds (resultid);

CREATE TABLE indexedsounds (
    documentid INTEGER PRIMARY KEY AUTOINCREMENT CHECK (documentid BETWEEN 1 AND 4294967295),
    soundhash  TEXT NOT NULL UNIQUE CHECK (soundhash <> ''),
    indexed    INTEGER NOT NULL DEFAULT 0 CHECK (indexed IN (0, 1)),
    compared   INTEGER NOT NULL DEFAULT 0 CHECK (compared IN (0, 1))
) STRICT;

CREATE INDEX indexedsounds_to_do ON indexedsounds (documentid) WHERE indexed = 0 OR compared = 0;

CREATE TABLE soundmatches (
    first    INTEGER NOT NULL REFERENCES indexedsounds (documentid) ON DELETE CASCADE,
    second   INTEGER NOT NULL REFERENCES indexedsounds (documentid) ON DELETE CASCADE,
    verdict  TEXT NOT NULL CHECK (verdict IN ('same', 'excerpt', 'contains', 'related')),
    score    REAL NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (first, second),
    CHECK (first < second)
) STRICT, WITHOUT ROWID;

CREATE INDEX soundmatches_of_second ON soundmatches (second);

CREATE TABLE recordings (
    recordingid TEXT PRIMARY KEY CHECK (length(recordingid) = 36),
    preferred   INTEGER REFERENCES songs (songid) ON DELETE SET NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX recordings_by_preferred ON recordings (preferred);

CREATE TABLE recordingsongs (
    songid      INTEGER PRIMARY KEY REFERENCES songs (songid) ON DELETE CASCADE,
    recordingid TEXT NOT NULL REFERENCES recordings (recordingid),
    byperson    INTEGER NOT NULL DEFAULT 0 CHECK (byperson IN (0, 1))
) STRICT;

CREATE INDEX songs_of_recording ON recordingsongs (recordingid);

CREATE TABLE songdecisions (
    first    INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    second   INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    decision TEXT NOT NULL CHECK (decision IN ('keep', 'join', 'split')),
    PRIMARY KEY (first, second),
    CHECK (first < second)
) STRICT, WITHOUT ROWID;

CREATE INDEX songdecisions_of_second ON songdecisions (second);

CREATE TABLE videojobs (
    videoid  INTEGER PRIMARY KEY REFERENCES videos (videoid) ON DELETE CASCADE,
    state    TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    reason   TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX videojobs_in_order ON videojobs (state, videoid);

CREATE TRIGGER analysisjobs_of_changed_files AFTER UPDATE OF checksum ON songs
WHEN NEW.checksum IS NOT OLD.checksum BEGIN
    DELETE FROM analysisjobs WHERE songid = NEW.songid AND state = 'failed';
END;

CREATE TRIGGER videojobs_of_changed_files AFTER UPDATE OF checksum ON videos
WHEN NEW.checksum IS NOT OLD.checksum BEGIN
    DELETE FROM videojobs WHERE videoid = NEW.videoid AND state = 'failed';
END;

CREATE TABLE soundtracks (
    trackid   TEXT PRIMARY KEY CHECK (length(trackid) = 36),
    soundhash TEXT NOT NULL CHECK (soundhash <> '')
) STRICT, WITHOUT ROWID;

CREATE INDEX soundtracks_of_sound ON soundtracks (soundhash);

CREATE TABLE submissions (
    submissionid INTEGER PRIMARY KEY AUTOINCREMENT,
    received     INTEGER NOT NULL,
    application  TEXT NOT NULL,
    fingerprint  TEXT NOT NULL CHECK (fingerprint <> ''),
    duration     INTEGER NOT NULL CHECK (duration BETWEEN 1 AND 32767),
    mbid         TEXT NOT NULL DEFAULT '',
    details      TEXT NOT NULL,
    state        TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'imported', 'rejected')),
    reason       TEXT NOT NULL DEFAULT '',
    trackid      TEXT NOT NULL DEFAULT '',
    founding     INTEGER NOT NULL DEFAULT 0 CHECK (founding IN (0, 1))
) STRICT;

CREATE INDEX submissions_pending ON submissions (submissionid) WHERE state = 'pending';

CREATE INDEX submissions_of_track ON submissions (trackid) WHERE state = 'imported';

CREATE INDEX submissions_by_mbid ON submissions (mbid) WHERE state = 'imported';

CREATE INDEX submissions_founding ON submissions (submissionid) WHERE founding = 1;

CREATE INDEX metadata_by_mbid ON metadata (value) WHERE name = 'musicbrainz_trackid';

CREATE TABLE predictionmodels (
    name    TEXT PRIMARY KEY CHECK (name <> ''),
    version TEXT NOT NULL,
    trained INTEGER NOT NULL,
    content BLOB NOT NULL,
    current INTEGER REFERENCES predictionbatches (number) ON DELETE SET NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE predictionbatches (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    batchid     TEXT NOT NULL UNIQUE,
    model       TEXT NOT NULL,
    version     TEXT NOT NULL,
    created     INTEGER NOT NULL,
    sounds      INTEGER NOT NULL,
    fresh       INTEGER NOT NULL,
    quarantined INTEGER NOT NULL CHECK (quarantined IN (0, 1))
) STRICT;

CREATE INDEX predictionbatches_of_model ON predictionbatches (model, number);

CREATE INDEX predictionmodels_by_batch ON predictionmodels (current);

CREATE TABLE predictedsounds (
    batch     INTEGER NOT NULL REFERENCES predictionbatches (number) ON DELETE CASCADE,
    soundhash TEXT NOT NULL,
    PRIMARY KEY (batch, soundhash)
) STRICT, WITHOUT ROWID;

CREATE TABLE predictions (
    batch      INTEGER NOT NULL REFERENCES predictionbatches (number) ON DELETE CASCADE,
    soundhash  TEXT NOT NULL,
    label      TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0.0 AND 1.0),
    tagid      INTEGER REFERENCES tags (tagid) ON DELETE CASCADE,
    suggested  INTEGER NOT NULL CHECK (suggested IN (0, 1)),
    PRIMARY KEY (batch, soundhash, label)
) STRICT, WITHOUT ROWID;

CREATE INDEX predictions_of_tag ON predictions (tagid) WHERE tagid IS NOT NULL;

CREATE TABLE drifts (
    batch     INTEGER NOT NULL REFERENCES predictionbatches (number) ON DELETE CASCADE,
    feature   INTEGER NOT NULL,
    statistic REAL NOT NULL,
    pvalue    REAL NOT NULL,
    reference INTEGER NOT NULL,
    samples   INTEGER NOT NULL,
    drifted   INTEGER NOT NULL CHECK (drifted IN (0, 1)),
    PRIMARY KEY (batch, feature)
) STRICT, WITHOUT ROWID;

CREATE TABLE rejectedtags (
    songid INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    tagid  INTEGER NOT NULL REFERENCES tags (tagid) ON DELETE CASCADE,
    PRIMARY KEY (songid, tagid)
) STRICT, WITHOUT ROWID;

CREATE INDEX rejectedtags_of_tag ON rejectedtags (tagid);

CREATE INDEX foldednames_in_order ON foldednames (class, folded);

CREATE INDEX predictions_suggested ON predictions (confidence, batch) WHERE suggested = 1;

CREATE TABLE apppasswords (
    passwordid INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL CHECK (name <> ''),
    secret     BLOB NOT NULL,
    created    INTEGER NOT NULL,
    lastused   INTEGER,
    client     TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE marks (
    markid   INTEGER PRIMARY KEY,
    songid   INTEGER UNIQUE REFERENCES songs (songid) ON DELETE CASCADE,
    albumid  INTEGER UNIQUE REFERENCES albums (albumid) ON DELETE CASCADE,
    artistid INTEGER UNIQUE REFERENCES artists (artistid) ON DELETE CASCADE,
    starred  INTEGER NOT NULL DEFAULT 0 CHECK (starred >= 0),
    rating   INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
    CHECK ((songid IS NOT NULL) + (albumid IS NOT NULL) + (artistid IS NOT NULL) = 1)
) STRICT;

CREATE TABLE keptqueues (
    username  TEXT PRIMARY KEY,
    songids   TEXT NOT NULL,
    current   INTEGER NOT NULL CHECK (current >= 0),
    position  INTEGER NOT NULL CHECK (position >= 0),
    changed   INTEGER NOT NULL,
    changedby TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE bookmarks (
    username TEXT NOT NULL,
    songid   INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    comment  TEXT NOT NULL,
    created  INTEGER NOT NULL,
    changed  INTEGER NOT NULL,
    PRIMARY KEY (username, songid)
) STRICT, WITHOUT ROWID;

CREATE INDEX bookmarks_of_song ON bookmarks (songid);

CREATE TABLE songsounds (
    songid   INTEGER PRIMARY KEY REFERENCES songs (songid) ON DELETE CASCADE,
    bpm      REAL,
    circle   INTEGER CHECK (circle BETWEEN 0 AND 23),
    loudness REAL,
    range    REAL,
    energy   REAL
) STRICT;

CREATE INDEX songsounds_by_bpm ON songsounds (bpm);

CREATE INDEX songsounds_by_circle ON songsounds (circle, bpm);

CREATE INDEX songsounds_by_loudness ON songsounds (loudness);

CREATE INDEX songsounds_by_range ON songsounds (range);

CREATE INDEX songsounds_by_energy ON songsounds (energy);

CREATE TRIGGER songs_sound_new AFTER INSERT ON songs BEGIN
    INSERT INTO songsounds SELECT songid, bpm, CASE key WHEN 'C major' THEN 0 WHEN 'A minor' THEN 1 WHEN 'G major' THEN 2 WHEN 'E minor' THEN 3 WHEN 'D major' THEN 4 WHEN 'B minor' THEN 5 WHEN 'A major' THEN 6 WHEN 'F# minor' THEN 7 WHEN 'E major' THEN 8 WHEN 'C# minor' THEN 9 WHEN 'B major' THEN 10 WHEN 'Ab minor' THEN 11 WHEN 'F# major' THEN 12 WHEN 'Eb minor' THEN 13 WHEN 'C# major' THEN 14 WHEN 'Bb minor' THEN 15 WHEN 'Ab major' THEN 16 WHEN 'F minor' THEN 17 WHEN 'Eb major' THEN 18 WHEN 'C minor' THEN 19 WHEN 'Bb major' THEN 20 WHEN 'G minor' THEN 21 WHEN 'F major' THEN 22 WHEN 'D minor' THEN 23 END, loudness, range, energy
    FROM songs LEFT JOIN soundhashes USING (checksum) LEFT JOIN soundvalues USING (soundhash) WHERE songid = NEW.songid;
END;

CREATE TRIGGER songs_sound_changed AFTER UPDATE OF checksum ON songs WHEN NEW.checksum <> OLD.checksum BEGIN
    UPDATE songsounds SET (bpm, circle, loudness, range, energy) = (
        SELECT bpm, CASE key WHEN 'C major' THEN 0 WHEN 'A minor' THEN 1 WHEN 'G major' THEN 2 WHEN 'E minor' THEN 3 WHEN 'D major' THEN 4 WHEN 'B minor' THEN 5 WHEN 'A major' THEN 6 WHEN 'F# minor' THEN 7 WHEN 'E major' THEN 8 WHEN 'C# minor' THEN 9 WHEN 'B major' THEN 10 WHEN 'Ab minor' THEN 11 WHEN 'F# major' THEN 12 WHEN 'Eb minor' THEN 13 WHEN 'C# major' THEN 14 WHEN 'Bb minor' THEN 15 WHEN 'Ab major' THEN 16 WHEN 'F minor' THEN 17 WHEN 'Eb major' THEN 18 WHEN 'C minor' THEN 19 WHEN 'Bb major' THEN 20 WHEN 'G minor' THEN 21 WHEN 'F major' THEN 22 WHEN 'D minor' THEN 23 END, loudness, range, energy
    FROM songs LEFT JOIN soundhashes USING (checksum) LEFT JOIN soundvalues USING (soundhash) WHERE songs.songid = songsounds.songid
    ) WHERE songid IN (NEW.songid);
END;

CREATE TRIGGER soundhashes_new AFTER INSERT ON soundhashes  BEGIN
    UPDATE songsounds SET (bpm, circle, loudness, range, energy) = (
        SELECT bpm, CASE key WHEN 'C major' THEN 0 WHEN 'A minor' THEN 1 WHEN 'G major' THEN 2 WHEN 'E minor' THEN 3 WHEN 'D major' THEN 4 WHEN 'B minor' THEN 5 WHEN 'A major' THEN 6 WHEN 'F# minor' THEN 7 WHEN 'E major' THEN 8 WHEN 'C# minor' THEN 9 WHEN 'B major' THEN 10 WHEN 'Ab minor' THEN 11 WHEN 'F# major' THEN 12 WHEN 'Eb minor' THEN 13 WHEN 'C# major' THEN 14 WHEN 'Bb minor' THEN 15 WHEN 'Ab major' THEN 16 WHEN 'F minor' THEN 17 WHEN 'Eb major' THEN 18 WHEN 'C minor' THEN 19 WHEN 'Bb major' THEN 20 WHEN 'G minor' THEN 21 WHEN 'F major' THEN 22 WHEN 'D minor' THEN 23 END, loudness, range, energy
    FROM songs LEFT JOIN soundhashes USING (checksum) LEFT JOIN soundvalues USING (soundhash) WHERE songs.songid = songsounds.songid
    ) WHERE songid IN (SELECT songid FROM songs WHERE checksum = NEW.checksum);
END;

CREATE TRIGGER soundvalues_new AFTER INSERT ON soundvalues  BEGIN
    UPDATE songsounds SET (bpm, circle, loudness, range, energy) = (
        SELECT bpm, CASE key WHEN 'C major' THEN 0 WHEN 'A minor' THEN 1 WHEN 'G major' THEN 2 WHEN 'E minor' THEN 3 WHEN 'D major' THEN 4 WHEN 'B minor' THEN 5 WHEN 'A major' THEN 6 WHEN 'F# minor' THEN 7 WHEN 'E major' THEN 8 WHEN 'C# minor' THEN 9 WHEN 'B major' THEN 10 WHEN 'Ab minor' THEN 11 WHEN 'F# major' THEN 12 WHEN 'Eb minor' THEN 13 WHEN 'C# major' THEN 14 WHEN 'Bb minor' THEN 15 WHEN 'Ab major' THEN 16 WHEN 'F minor' THEN 17 WHEN 'Eb major' THEN 18 WHEN 'C minor' THEN 19 WHEN 'Bb major' THEN 20 WHEN 'G minor' THEN 21 WHEN 'F major' THEN 22 WHEN 'D minor' THEN 23 END, loudness, range, energy
    FROM songs LEFT JOIN soundhashes USING (checksum) LEFT JOIN soundvalues USING (soundhash) WHERE songs.songid = songsounds.songid
    ) WHERE songid IN (SELECT songid FROM soundhashes JOIN songs USING (checksum) WHERE soundhash = NEW.soundhash);
END;

CREATE TRIGGER soundhashes_changed AFTER UPDATE ON soundhashes  BEGIN
    UPDATE songsounds SET (bpm, circle, loudness, range, energy) = (
        SELECT bpm, CASE key WHEN 'C major' THEN 0 WHEN 'A minor' THEN 1 WHEN 'G major' THEN 2 WHEN 'E minor' THEN 3 WHEN 'D major' THEN 4 WHEN 'B minor' THEN 5 WHEN 'A major' THEN 6 WHEN 'F# minor' THEN 7 WHEN 'E major' THEN 8 WHEN 'C# minor' THEN 9 WHEN 'B major' THEN 10 WHEN 'Ab minor' THEN 11 WHEN 'F# major' THEN 12 WHEN 'Eb minor' THEN 13 WHEN 'C# major' THEN 14 WHEN 'Bb minor' THEN 15 WHEN 'Ab major' THEN 16 WHEN 'F minor' THEN 17 WHEN 'Eb major' THEN 18 WHEN 'C minor' THEN 19 WHEN 'Bb major' THEN 20 WHEN 'G minor' THEN 21 WHEN 'F major' THEN 22 WHEN 'D minor' THEN 23 END, loudness, range, energy
    FROM songs LEFT JOIN soundhashes USING (checksum) LEFT JOIN soundvalues USING (soundhash) WHERE songs.songid = songsounds.songid
    ) WHERE songid IN (SELECT songid FROM songs WHERE checksum = NEW.checksum);
END;

CREATE TRIGGER soundvalues_changed AFTER UPDATE ON soundvalues  BEGIN
    UPDATE songsounds SET (bpm, circle, loudness, range, energy) = (
        SELECT bpm, CASE key WHEN 'C major' THEN 0 WHEN 'A minor' THEN 1 WHEN 'G major' THEN 2 WHEN 'E minor' THEN 3 WHEN 'D major' THEN 4 WHEN 'B minor' THEN 5 WHEN 'A major' THEN 6 WHEN 'F# minor' THEN 7 WHEN 'E major' THEN 8 WHEN 'C# minor' THEN 9 WHEN 'B major' THEN 10 WHEN 'Ab minor' THEN 11 WHEN 'F# major' THEN 12 WHEN 'Eb minor' THEN 13 WHEN 'C# major' THEN 14 WHEN 'Bb minor' THEN 15 WHEN 'Ab major' THEN 16 WHEN 'F minor' THEN 17 WHEN 'Eb major' THEN 18 WHEN 'C minor' THEN 19 WHEN 'Bb major' THEN 20 WHEN 'G minor' THEN 21 WHEN 'F major' THEN 22 WHEN 'D minor' THEN 23 END, loudness, range, energy
    FROM songs LEFT JOIN soundhashes USING (checksum) LEFT JOIN soundvalues USING (soundhash) WHERE songs.songid = songsounds.songid
    ) WHERE songid IN (SELECT songid FROM soundhashes JOIN songs USING (checksum) WHERE soundhash = NEW.soundhash);
END;

CREATE TRIGGER soundhashes_gone AFTER DELETE ON soundhashes  BEGIN
    UPDATE songsounds SET (bpm, circle, loudness, range, energy) = (
        SELECT bpm, CASE key WHEN 'C major' THEN 0 WHEN 'A minor' THEN 1 WHEN 'G major' THEN 2 WHEN 'E minor' THEN 3 WHEN 'D major' THEN 4 WHEN 'B minor' THEN 5 WHEN 'A major' THEN 6 WHEN 'F# minor' THEN 7 WHEN 'E major' THEN 8 WHEN 'C# minor' THEN 9 WHEN 'B major' THEN 10 WHEN 'Ab minor' THEN 11 WHEN 'F# major' THEN 12 WHEN 'Eb minor' THEN 13 WHEN 'C# major' THEN 14 WHEN 'Bb minor' THEN 15 WHEN 'Ab major' THEN 16 WHEN 'F minor' THEN 17 WHEN 'Eb major' THEN 18 WHEN 'C minor' THEN 19 WHEN 'Bb major' THEN 20 WHEN 'G minor' THEN 21 WHEN 'F major' THEN 22 WHEN 'D minor' THEN 23 END, loudness, range, energy
    FROM songs LEFT JOIN soundhashes USING (checksum) LEFT JOIN soundvalues USING (soundhash) WHERE songs.songid = songsounds.songid
    ) WHERE songid IN (SELECT songid FROM songs WHERE checksum = OLD.checksum);
END;

CREATE TRIGGER soundvalues_gone AFTER DELETE ON soundvalues  BEGIN
    UPDATE songsounds SET (bpm, circle, loudness, range, energy) = (
        SELECT bpm, CASE key WHEN 'C major' THEN 0 WHEN 'A minor' THEN 1 WHEN 'G major' THEN 2 WHEN 'E minor' THEN 3 WHEN 'D major' THEN 4 WHEN 'B minor' THEN 5 WHEN 'A major' THEN 6 WHEN 'F# minor' THEN 7 WHEN 'E major' THEN 8 WHEN 'C# minor' THEN 9 WHEN 'B major' THEN 10 WHEN 'Ab minor' THEN 11 WHEN 'F# major' THEN 12 WHEN 'Eb minor' THEN 13 WHEN 'C# major' THEN 14 WHEN 'Bb minor' THEN 15 WHEN 'Ab major' THEN 16 WHEN 'F minor' THEN 17 WHEN 'Eb major' THEN 18 WHEN 'C minor' THEN 19 WHEN 'Bb major' THEN 20 WHEN 'G minor' THEN 21 WHEN 'F major' THEN 22 WHEN 'D minor' THEN 23 END, loudness, range, energy
    FROM songs LEFT JOIN soundhashes USING (checksum) LEFT JOIN soundvalues USING (soundhash) WHERE songs.songid = songsounds.songid
    ) WHERE songid IN (SELECT songid FROM soundhashes JOIN songs USING (checksum) WHERE soundhash = OLD.soundhash);
END;
