"""The HTTP API for programs, at /api/v1/."""
