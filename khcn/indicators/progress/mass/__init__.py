"""Hundreds of thousands of series in one call: read with care, rated in columns, in doubt rated exactly."""
