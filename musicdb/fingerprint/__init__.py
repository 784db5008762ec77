"""Knows recordings by their sound: makes fingerprints, and tells whether two are of one recording. Its guest: NumPy."""
