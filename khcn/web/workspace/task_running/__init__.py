"""Pages of a task under way: reports, inspections, changes, an early end, and what is due."""
