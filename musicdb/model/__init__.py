"""Frozen values: what rooms hand to each other, and what clients see."""
