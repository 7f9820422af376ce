"""Support to enterprises that may be double: a panel on the record and a list."""
