"""Numbers of registers: of one register at a date, all facts, the records behind a number."""
