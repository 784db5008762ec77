"""Prints all printed files, or tells which are stale."""

import difflib
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]

# What is printed, and by which function.
PRINTED = {
    "etc/musicdb.ini": "musicdb.config.printer:print_defaults",
    "musicdb/store/schema.sql": "musicdb.store.schema:print_schema",
    "share/asyncapi.json": "printers.asyncapi:print_asyncapi",
    "share/doc/processors.rst": "printers.processors:print_processors",
    "share/doc/tasks.rst": "printers.tasks:print_tasks",
    "share/doc/websocket-api.rst": "printers.manual:print_manual",
    "share/openapi.json": "printers.openapi:print_openapi",
    "webui/src/api/functions.gen.ts": "printers.typescript:print_typescript",
}


def main(*, check: bool) -> int:
    """Returns the exit code: 1 when `check` finds a stale file."""
    stale = [name for name, printer in PRINTED.items() if not _is_fresh(name, _printed(printer), check=check)]
    if check and stale:
        print(f"Stale: {', '.join(stale)}. Print them again with scripts/generate.", file=sys.stderr)
        return 1
    return 0


def _printed(printer: str) -> str:
    module, _, function = printer.partition(":")
    text: str = getattr(import_module(module), function)()
    return text


def _is_fresh(name: str, text: str, *, check: bool) -> bool:
    file = ROOT / name
    before = file.read_text("utf-8") if file.exists() else ""
    if before == text:
        return True
    if check:
        old, new = before.splitlines(keepends=True), text.splitlines(keepends=True)
        sys.stderr.writelines(difflib.unified_diff(old, new, f"{name} as it is", f"{name} as it should be", n=1))
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        print(f"printed {name}")
    return False


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
