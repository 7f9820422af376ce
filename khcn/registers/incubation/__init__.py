"""Incubation: founding the centre step by step, cohorts, ventures and their yearly figures (target T14, task A4)."""
