"""Likely duplicates: shown while typing, queued for a decision, merged with both histories kept."""
