"""Names that are the same to a reader, and names that only look alike."""

import pytest

from khcn.kernel.duplicates.likeness import ALIKE, likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Công ty TNHH Chè Mẫu", "CÔNG TY TRÁCH NHIỆM HỮU HẠN CHÈ MẪU"),
        ("HTX Cam sành Thử Nghiệm", "Hợp tác xã cam sành Thử nghiệm"),
        ("Công ty CP Giống cây Ví Dụ", "Cty CP Giống cây Ví dụ"),
        ("Viện Mẫu Công nghệ", "Công nghệ Viện Mẫu"),
    ],
)
def test_same_name_written_otherwise_is_alike(one, other):
    assert likeness(one, other) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Công ty Mẫu số 1", "Công ty Mẫu số 2"),
        ("Công ty TNHH Chè Mẫu", "Công ty TNHH Giấy Mẫu"),
        ("", "Công ty"),
    ],
)
def test_other_name_is_not_alike(one, other):
    assert likeness(one, other) < ALIKE
