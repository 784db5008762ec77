"""Measures what is promised, and prints it. Started by scripts/bench; never a part of the tests."""
