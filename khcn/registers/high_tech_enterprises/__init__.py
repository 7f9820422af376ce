"""High-tech enterprises: certificates and the values of the criteria by year."""
