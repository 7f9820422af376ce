"""Money of a plan: by source, by year, by task, and what has no source or no document."""
