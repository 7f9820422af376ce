"""News items and broadcasts about science and technology (plan sections IV.9, VI.13, VI.14)."""
