"""Indicators: definition cards, values with provenance, progress, forecasts, growth accounting.

An indicator never imports a register: it names a fact, and the kernel counts it.
"""
