"""Identifiers. Distinct types, so that an album is never looked up by the id of a song."""

from typing import NewType

ArtistId = NewType("ArtistId", int)
AlbumId = NewType("AlbumId", int)
SongId = NewType("SongId", int)
VideoId = NewType("VideoId", int)
TagId = NewType("TagId", int)
ChangeId = NewType("ChangeId", int)
PlaylistId = NewType("PlaylistId", int)
TaskId = NewType("TaskId", str)
DefinitionId = NewType("DefinitionId", str)
RunId = NewType("RunId", str)
TrackId = NewType("TrackId", str)
AnnotationId = NewType("AnnotationId", str)
ResultId = NewType("ResultId", str)
RecordingId = NewType("RecordingId", str)
