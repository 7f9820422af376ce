"""All modules that offer documents."""

from importlib import import_module

MODULES = (
    "calls", "contracts", "council_decisions", "council_minutes", "orders", "rankings", "results", "search_results", "sheets",
)  # fmt: skip


def load() -> None:
    """Import them: each registers what it offers, the first time only."""
    for name in MODULES:
        import_module(f"khcn.outputs.task_documents.{name}")
