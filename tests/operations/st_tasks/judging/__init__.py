"""Councils judged with the numbers of the old regime (rules.md 1.3), told in `old_regime`."""
