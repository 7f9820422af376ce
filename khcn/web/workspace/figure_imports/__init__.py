"""Bringing in files of figures: upload, look, decide."""
