"""What sound looks like inside of the player. Knows no NumPy, so that a server nobody listens to need not load it."""

RATE = 48_000
"""The sample rate of the stream, in Hz. The only one Opus has; MP3 and FLAC have it too."""
CHANNELS = 2
SAMPLE_BYTES = 8
"""One moment: a 32-bit floating point number for each channel."""
