"""Public investment projects and their yearly capital (plan section VI.2, annex task 3)."""
