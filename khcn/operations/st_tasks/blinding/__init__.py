"""How names are taken out: of texts, of answers, of files."""
