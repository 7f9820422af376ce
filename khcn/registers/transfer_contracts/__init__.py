"""Technology-transfer contracts and their yearly payments (target T10, both readings)."""
