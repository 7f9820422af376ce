"""The department's board of a cycle: who sent what, what changed, what contradicts, taking reports over."""
