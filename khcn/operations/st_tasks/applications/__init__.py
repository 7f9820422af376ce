"""Proposals and dossiers: drafts kept, teams, sent versions."""
