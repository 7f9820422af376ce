"""Policy cases for people: attracted, trained, honoured. Restricted."""
