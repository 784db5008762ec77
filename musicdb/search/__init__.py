"""Finds names by what a person types: in any script, with typos, while typing. Knows names, and nothing of music."""
