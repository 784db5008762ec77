"""share/openapi.json: the HTTP API for programs that read OpenAPI 3.1, printed from the table of its routes."""

import json
import re
from typing import Any

import msgspec

from musicdb import __version__
from musicdb.net.rest.declare import PREFIX, Content, Document, Route
from musicdb.net.rest.service import Problem
from musicdb.net.rest.table import GROUPS, ROUTES

_REFERENCE = "#/components/schemas/{name}"
_PROBLEM = "#/components/responses/Problem"


def print_openapi() -> str:
    """The whole document."""
    paths: dict[str, Any] = {}
    for route in ROUTES:
        paths.setdefault(re.sub(r"<(\w+)>", r"{\1}", route.path), {})[route.method.lower()] = _operation(route)
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "MusicDB",
            "version": __version__,
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "servers": [{"url": PREFIX}],
        "security": [{"key": []}, {"session": []}],
        "tags": [{"name": group.name, "description": group.doc} for group in GROUPS],
        "paths": paths,
        "components": {"schemas": _schemas(), "responses": {"Problem": _problem()}, "securitySchemes": _schemes()},
    }
    return json.dumps(document, indent=2, ensure_ascii=False, default=list) + "\n"


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.name,
        "tags": [route.group],
        "summary": route.doc.split("\n", 1)[0],
        "description": route.doc,
        "parameters": _parameters(route),
        "responses": {str(route.status): _answer(route), "default": {"$ref": _PROBLEM}},
    }
    if route.body is not None:
        schema = {} if route.body is bytes else _schema(route.body)
        operation["requestBody"] = {"required": True, "content": {route.takes: {"schema": schema}}}
    if route.public:
        operation["security"] = []
    return operation


def _parameters(route: Route) -> list[dict[str, Any]]:
    parameters = []
    _, components = msgspec.json.schema_components([route.arguments], ref_template=_REFERENCE)
    properties = components[route.arguments.__name__]["properties"]
    for field in msgspec.structs.fields(route.arguments):
        placed = field.name in route.places
        parameters.append(
            {
                "name": field.name,
                "in": "path" if placed else "query",
                "required": placed or field.required,
                "schema": properties[field.name],
            }
        )
    return parameters


def _answer(route: Route) -> dict[str, Any]:
    if route.answer is type(None):
        return {"description": "It is done."}
    if route.answer in {Content, Document}:
        content: dict[str, Any] = {media: {} for media in route.media}
        return {"description": "The file.", "content": content}
    answer: dict[str, Any] = {
        "description": "The answer.",
        "content": {"application/json": {"schema": _schema(route.answer)}},
    }
    if route.status == 201:  # noqa: PLR2004
        answer["headers"] = {"Location": {"description": "Where it is.", "schema": {"type": "string"}}}
    return answer


def _problem() -> dict[str, Any]:
    return {
        "description": "It cannot be done.",
        "content": {"application/problem+json": {"schema": _schema(Problem)}},
    }


def _schemes() -> dict[str, Any]:
    return {
        "key": {
            "type": "http",
            "scheme": "bearer",
            "description": "The API key, in wsapikey.txt of the configuration.",
        },
        "session": {"type": "apiKey", "in": "cookie", "name": "musicdb_session"},
    }


def _schema(kind: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components([kind], ref_template=_REFERENCE)
    return schema


def _schemas() -> dict[str, Any]:
    kinds: list[Any] = [Problem]
    for route in ROUTES:
        kinds += [kind for kind in (route.body,) if kind not in {None, bytes}]
        kinds += [kind for kind in (route.answer,) if kind not in {type(None), Content, Document}]
        kinds.append(route.arguments)
    _, schemas = msgspec.json.schema_components(kinds, ref_template=_REFERENCE)
    ours = {route.arguments.__name__ for route in ROUTES}
    return {name: schema for name, schema in sorted(schemas.items()) if name not in ours}
