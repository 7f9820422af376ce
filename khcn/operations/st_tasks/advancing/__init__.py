"""The one way in which a task moves from state to state."""
