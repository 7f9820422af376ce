"""Rule sets as data: their shape, reading, checking, versions."""
