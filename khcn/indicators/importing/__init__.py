"""Files of figures: read, compared with what stands, looked at by a person, then written as drafts."""
