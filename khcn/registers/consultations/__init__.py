"""Hours that consultants gave to enterprises, and what came of them."""
