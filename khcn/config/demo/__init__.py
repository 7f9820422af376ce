"""Artificial records for all registers, made from the declarations and from lists of words; see docs/developer/registers.md."""
