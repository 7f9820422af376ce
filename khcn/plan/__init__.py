"""The plan as defined: document, sections, targets, tasks, who leads, by when, and its faults."""
