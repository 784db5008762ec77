"""Joins sound and store: songs are heard once, in processes of their own, and what was found is kept."""
