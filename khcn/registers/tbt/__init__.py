"""Notices of technical barriers to trade and what was done with them."""
