"""High-tech agricultural zones and areas with their yearly results (target T15)."""
