"""share/doc/processors.rst: all processors with parameters, units and results, all pictures, all formats."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from musicdb.analysis import table
from musicdb.analysis.exports.table import FORMATS
from musicdb.analysis.graphers.table import OURS
from musicdb.analysis.processor import Declared, Plugin
from musicdb.analysis.processors import decoding
from printers.vocabulary import sentence

_HEAD = """\
Processors, pictures, formats
=============================

.. Printed by scripts/generate from the tables of musicdb/analysis; do not edit.

What MusicDB can tell about a sound. Of each result it is said whether it is a ``value`` or a ``label``, and what its
rows belong to: the whole sound (``global``), frames (``framewise``), moments (``event``) or stretches of time
(``segment``). How to add a processor of one's own is told in `Plug-ins <plugins.rst>`_.

Processors
----------
"""


def print_processors() -> str:
    """The whole page. Only what MusicDB brings along, not what is installed here besides."""
    modules = (f"musicdb.analysis.processors.{name}" for name in table.MODULES)
    plugins = sorted(chain.from_iterable(map(table.declared_in, modules)), key=lambda plugin: plugin.id)
    return "\n".join([_HEAD, *map(_processor, plugins), _decoding(), *_graphers(), *_formats()])


def _processor(plugin: Plugin) -> str:
    text = [_title(f"{plugin.id} {plugin.version}", "~"), _quoted(plugin.description), ""]
    parameters = list(_parameters(plugin))
    if parameters:
        text += [_quoted(sentence(plugin.parameters)), "", *parameters, ""]
    return "\n".join([*text, *map(_result, plugin.results), ""])


def _parameters(plugin: Plugin) -> Iterator[str]:
    """One line for each, with its default and its limits, out of the JSON schema."""
    schema = plugin.schema
    shape = schema["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    for name, part in shape["properties"].items():
        yield f"* ``{name}`` = {_plain(part.get('default'))}{_limits(part)}"


def _limits(part: Mapping[str, Any]) -> str:
    if "enum" in part:
        return f": one of {', '.join(map(_plain, part['enum']))}"
    lowest = part.get("minimum", part.get("exclusiveMinimum"))
    highest = part.get("maximum", part.get("exclusiveMaximum"))
    return "" if lowest is None or highest is None else f": {lowest:g} to {highest:g}"


def _result(result: Declared) -> str:
    unit = f", {result.unit}" if result.unit else ""
    words = f" {result.description}" if result.description else ""
    return f"* ``{result.id}`` ({result.data_mode}, {result.time_mode}{unit}) {result.name}.{words}"


def _decoding() -> str:
    rows = (
        Declared("decoding.complaints", "Complaints", "", "How many lines the decoder wrote about the file."),
        Declared("decoding.missing", "Missing", "s", "What the file lacks of its stated length."),
    )
    lines = [*map(_result, rows), "* ``decoding.verdict`` (label, global) Condition. whole, flawed or broken."]
    return "\n".join([_title(f"{decoding.PROCESSOR} {decoding.VERSION}", "~"), sentence(decoding), "", *lines, ""])


def _graphers() -> Iterator[str]:
    yield _title("Pictures", "-")
    for grapher in OURS:
        needs = f"of {_listed(grapher.needs)}" if grapher.needs else "of any result that fits"
        yield f"``{grapher.name}``, {needs}\n    {_indented(_quoted(sentence(grapher.draw)))}\n"


def _formats() -> Iterator[str]:
    yield _title("Formats", "-")
    for known in FORMATS.values():
        back = "is read back" if known.read else "is not read back"
        several = "any number of results" if known.several else "one result"
        modes = sorted({f"{time} {data}" for time, data in known.modes})
        yield f"``{known.name}``\n    {known.title} ({known.extension}, {known.media_type}): {several}, {back}. " + (
            "All modes.\n" if len(modes) == _ALL_MODES else f"Modes: {', '.join(modes)}.\n"
        )


_ALL_MODES = 8


def _listed(words: Iterable[str]) -> str:
    return " and ".join(f"``{word}``" for word in words)


def _quoted(text: str) -> str:
    """In docstrings one backtick is enough for what is code."""
    return text.replace("`", "``")


def _indented(text: str) -> str:
    return "\n".join(f"    {line.strip()}".rstrip() for line in text.splitlines()).strip()


def _plain(value: Any) -> str:
    return f"``{value}``" if isinstance(value, str) else f"{value}"


def _title(text: str, line: str) -> str:
    return f"{text}\n{line * len(text)}\n"
