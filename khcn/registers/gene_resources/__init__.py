"""Gene resources kept, evaluated and used (annex task 7)."""
