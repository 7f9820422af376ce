"""Statistical forms: each cell filled from a register or an indicator, its origin one click away."""
