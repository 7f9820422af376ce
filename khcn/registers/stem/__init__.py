"""STEM and STEAM figures by school year, level of school and territory."""
