"""Pages of contract, instalments, budget and confirmed work of an S&T task."""
