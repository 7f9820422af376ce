"""Yearly R&D and innovation spending of enterprises with the coverage of each round (target T5)."""
