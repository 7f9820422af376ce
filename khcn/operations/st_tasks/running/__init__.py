"""What happens while a task runs: reports, inspections, changes, stops."""
