"""What other parts of the house may listen to."""

from django.dispatch import Signal

#: Sent inside the transaction after records were entered, changed or moved:
#: `sender` is the register's class, `register`, `records` (a list), `by` (Actor).
records_saved = Signal()
