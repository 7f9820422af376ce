"""Plain Python without Django: text, dates, numbers, reading of files and plan documents."""
