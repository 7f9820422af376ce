"""All modules that offer documents."""

from khcn.outputs.task_documents import (  # noqa: F401
    calls,
    contracts,
    council_decisions,
    council_minutes,
    orders,
    rankings,
    results,
    search_results,
    sheets,
)
