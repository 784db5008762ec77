"""The index of all fingerprints: which songs hold these items, and where."""
