"""Writes results as files other programs read: one file for each format, and a table of them."""
