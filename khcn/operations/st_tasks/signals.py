"""What other parts of the house may hear."""

from django.dispatch import Signal

#: Sent within the transaction after a step: task, event, by, outline.
task_advanced = Signal()
