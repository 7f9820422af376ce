"""Laboratories, their scope and equipment, measuring devices, and the booking of shared equipment."""
