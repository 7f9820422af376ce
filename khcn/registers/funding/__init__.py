"""Funding lines: what is planned, allocated, disbursed and settled for science and technology (plan section V)."""
