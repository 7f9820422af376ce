"""Initiatives (sáng kiến) with their authors and the shares of each."""
