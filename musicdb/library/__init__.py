"""Services that join catalogue and files: names and paths, proposals, journaled moves, import, artwork, scanning."""
