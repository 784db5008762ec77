"""Draws results as arrays of pixels. Knows no fonts and no file formats: labels are for pages, PNG is for media."""
