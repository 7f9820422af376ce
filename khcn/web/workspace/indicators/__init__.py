"""Pages of indicators: the list, one indicator with its figures and definition, telling and publishing figures."""
