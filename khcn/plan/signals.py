"""What other parts of the house may listen to."""

from django.dispatch import Signal

#: Sent inside the transaction after what a target asks for, or how it is measured, changed: `plan` (key), `by`.
targets_changed = Signal()
