"""Acceptance, registration of results, recognition, settlement, rights."""
