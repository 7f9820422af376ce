"""Obligations: rules as data make dated duties of records, one calendar across all registers."""
