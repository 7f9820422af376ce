"""Rule sets of S&T tasks: read by everybody signed in, changed by versions, put in force by officers."""
