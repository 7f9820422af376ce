"""Artificial S&T tasks: some walk the whole way by the acts that people use, the rest stand at every step."""
