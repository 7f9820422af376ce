"""Requests to the application centre and what came of them (plan sections IV.2, IV.4)."""
