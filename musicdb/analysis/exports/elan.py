"""Stretches of time as an annotation document of ELAN (EAF 3.0): one tier for each result, times in milliseconds.

Max Planck Institute for Psycholinguistics: EAF annotation format, schema 3.0.
"""

from collections.abc import Sequence
from pathlib import PurePath
from typing import IO

from musicdb.analysis.exports.rows import marked_up, stretches
from musicdb.analysis.result import Result

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="MusicDB" DATE="{date}" FORMAT="3.0" VERSION="3.0" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
{media}<PROPERTY NAME="lastUsedAnnotationId">{count}</PROPERTY>
</HEADER>
<TIME_ORDER>
"""
_TAIL = """\
<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>
</ANNOTATION_DOCUMENT>
"""


def write(results: Sequence[Result], file: IO[bytes]) -> None:
    """Writes results.

    ELAN knows no time before the begin, and no stretch without a length: they are moved, or made 1 ms.
    """
    tiers = [
        (result, [(*_milliseconds(one.begin, one.end), one.text) for one in stretches(result)]) for result in results
    ]
    count = sum(len(rows) for _, rows in tiers)
    slots: list[str] = []
    bodies: list[str] = []
    number = 0
    for place, (result, rows) in enumerate(tiers):
        # Two results of the same processor with other parameters need two names.
        name = result.id if result.id not in {other.id for other, _ in tiers[:place]} else f"{result.id} {place + 1}"
        bodies.append(f'<TIER LINGUISTIC_TYPE_REF="default-lt" TIER_ID="{marked_up(name)}">\n')
        for begin, end, text in rows:
            number += 1
            slots.append(f'<TIME_SLOT TIME_SLOT_ID="ts{2 * number - 1}" TIME_VALUE="{begin}"/>\n')
            slots.append(f'<TIME_SLOT TIME_SLOT_ID="ts{2 * number}" TIME_VALUE="{end}"/>\n')
            bodies.append(
                f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number}" TIME_SLOT_REF1="ts{2 * number - 1}" '
                f'TIME_SLOT_REF2="ts{2 * number}"><ANNOTATION_VALUE>{marked_up(text)}</ANNOTATION_VALUE>'
                "</ALIGNABLE_ANNOTATION></ANNOTATION>\n"
            )
        bodies.append("</TIER>\n")
    head = _HEAD.format(date=marked_up(results[0].date) if results else "", media=_media(results), count=count)
    file.write((head + "".join(slots) + "</TIME_ORDER>\n" + "".join(bodies) + _TAIL).encode())


def _media(results: Sequence[Result]) -> str:
    uri = next((result.audio.uri for result in results if result.audio.uri), "")
    if not uri:
        return ""
    return f'<MEDIA_DESCRIPTOR MEDIA_URL="{marked_up(uri)}" MIME_TYPE="audio/{marked_up(PurePath(uri).suffix[1:])}"/>\n'


def _milliseconds(begin: float, end: float) -> tuple[int, int]:
    first = max(0, round(begin * 1000))
    return first, max(first + 1, round(end * 1000))
