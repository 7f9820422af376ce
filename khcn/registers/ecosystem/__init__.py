"""Actors of the innovation ecosystem and events of the technology market."""
