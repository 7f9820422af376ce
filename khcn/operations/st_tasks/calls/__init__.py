"""Calls for dossiers and their opening."""
