"""Rates tasks and targets from what is planned and what was sent; declares nothing itself."""
