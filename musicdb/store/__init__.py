"""The catalogue on disk: one SQLite file, its schema, and a small class for each table."""
