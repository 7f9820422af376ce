from pathlib import Path

import pytest


@pytest.fixture
def shared_plan(real_plan: Path) -> str:
    """Text of a real provincial plan; the test is skipped where the shared folder is absent."""
    return real_plan.read_text(encoding="utf-8")
