"""Hears music and tells what it is like, in numbers. Knows samples, and nothing of files, songs or databases."""
