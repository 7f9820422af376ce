"""Linked programmes and schemes with their decision, period, budget and successor (annex tasks 6–14)."""
