"""Pages of the consolidated report: putting together, editing, comparing, signing, and what the public sees."""
