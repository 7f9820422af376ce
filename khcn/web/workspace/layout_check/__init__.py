"""“Kiểm tra thể thức”: measuring a Word file against the layout of official documents; nothing is stored."""
