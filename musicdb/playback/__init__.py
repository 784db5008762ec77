"""What is played, in which order, and what was played. Knows nothing of sound."""
