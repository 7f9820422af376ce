"""Evidence room of the provincial innovation index by year."""
