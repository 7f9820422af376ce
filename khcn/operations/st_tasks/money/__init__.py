"""Budget lines, contracts, instalments, confirmed volumes."""
