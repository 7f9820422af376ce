"""The directory that all registers share: organisations, people, fields of science, technology directions."""
