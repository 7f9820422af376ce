"""Policy documents from draft to replacement (plan section IV.1, annex task 1)."""
