"""What other parts of the house may listen to."""

from django.dispatch import Signal

#: Sent inside the transaction after figures or definitions changed: `indicators` (keys), `by` (Actor or None).
figures_changed = Signal()
