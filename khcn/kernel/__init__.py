"""What every part of the platform stands on: people, agencies, territory, documents, audit, jobs."""
