"""The bytes between client and server: text packets and binary chunks. Knows nothing of sockets or of music."""
