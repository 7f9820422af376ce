"""Pages of councils: for who forms and serves them (`/hoi-dong/`), and for who sits in them (`/hoi-dong-cua-toi/`)."""
