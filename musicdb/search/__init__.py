"""Finds names by what a person types: any script, with typos, while typing. Knows texts, and nothing of the catalogue."""
