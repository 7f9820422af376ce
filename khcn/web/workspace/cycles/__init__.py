"""Pages of reporting cycles: list, preparing, opening, following, reminding."""
