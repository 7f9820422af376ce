"""Awards and contests: rounds, entries, and pupils' research with the rules for minors."""
