"""Intellectual property: rights, geographical indications and their users, enforcement cases (target T7)."""
