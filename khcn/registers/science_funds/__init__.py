"""S&T funds of enterprises and their yearly movements (target T13)."""
