"""Yearly science and technology money of communes (plan section VI.12, target T6)."""
