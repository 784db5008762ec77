"""MusicDB: a home music server that treats a music collection as sacred."""

__version__ = "9.0.0"
