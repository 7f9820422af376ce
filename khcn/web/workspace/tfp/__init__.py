"""Growth accounting as a check: nothing that is typed or worked out here is stored."""
