"""The provincial innovation index: score, rank with the number of provinces ranked, seven pillars by year."""
