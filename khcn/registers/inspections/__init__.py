"""Checks and inspections, their findings and what became of them."""
