"""From an official document to the plan in the database: read, review, correct, confirm."""
