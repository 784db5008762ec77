"""What a person can set: the options, where they are read from, and how they are printed."""
