"""S&T tasks from proposal to use: procedures as data, applications, calls, councils, money, acceptance, application."""
