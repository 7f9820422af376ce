"""Councils as legal bodies: seats, declarations, conflicts, meetings, sheets, outcomes."""
