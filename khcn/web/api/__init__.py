"""The JSON API at /api/v1/: the same registers, rights, forms and facts as the pages."""
