"""Looks into files: their kind, tags and pictures, what is packed in them. The room of mutagen, Pillow and ffmpeg."""
