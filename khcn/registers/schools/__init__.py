"""Yearly science figures of universities and colleges (plan section VI.10)."""
