"""Standards that firms publish or apply, and their declarations of conformity."""
