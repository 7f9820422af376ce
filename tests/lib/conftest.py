import pytest


@pytest.fixture(scope="session")
def shared_plan(pytestconfig):
    """Text of a real provincial plan, present only where the project's shared folder is."""
    folder = pytestconfig.rootpath.parent / "shared" / "plan"
    path = next(iter(sorted(folder.glob("*.txt"))), None)
    if path is None:
        pytest.skip("không có văn bản kế hoạch thật trong thư mục dùng chung")
    return path.read_text(encoding="utf-8")
