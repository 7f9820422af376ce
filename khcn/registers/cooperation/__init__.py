"""International cooperation and delegations."""
