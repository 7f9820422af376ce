"""Radiation facilities and their devices; a restricted family."""
