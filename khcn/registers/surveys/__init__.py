"""Rounds of technology surveys among enterprises and the answers."""
