"""Pages of S&T tasks that move by a rule set: the board, one task, its steps, the portfolio."""
