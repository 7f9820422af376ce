"""Pages on what a task delivers and what becomes of it: acceptance, results library, application, hand-over, publicity."""
