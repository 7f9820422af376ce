"""Results, their use, and the graph from need to effect."""
