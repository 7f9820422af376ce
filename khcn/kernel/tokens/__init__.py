"""Secrets that programs carry: made once, shown once, stored as a hash, revocable."""
