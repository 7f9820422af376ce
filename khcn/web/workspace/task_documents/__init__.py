"""Pages on which official documents of a task, a call or a council are made and downloaded."""
