"""Workbooks into registers and out again: template, reading, checking, preview, applying."""
