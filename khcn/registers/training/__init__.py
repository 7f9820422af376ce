"""Training courses and how many people of each unit took part."""
