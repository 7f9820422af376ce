import pytest

from khcn.lib.word_diff import ADDED, MOST_WORDS, REMOVED, SAME, word_diff


def test_changed_word_is_removed_and_added_between_words_that_stayed():
    assert word_diff("Đã xong hai mô hình.", "Đã xong ba mô hình.") == [
        (SAME, "Đã xong "), (REMOVED, "hai"), (ADDED, "ba"), (SAME, " mô hình."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [("", ""), ("a b", ""), ("", "a\nb"), ("a  b", "b a"), ("một " * MOST_WORDS, "hai\n" * MOST_WORDS)],
)
def test_pieces_give_back_both_texts(old, new):
    pieces = word_diff(old, new)
    assert "".join(text for kind, text in pieces if kind != ADDED) == old
    assert "".join(text for kind, text in pieces if kind != REMOVED) == new


def test_punctuation_stands_apart_and_a_number_is_one_word():
    assert word_diff("1.234,5 triệu.", "1.234,6 triệu đồng.") == [
        (REMOVED, "1.234,5"), (ADDED, "1.234,6"), (SAME, " triệu"), (ADDED, " đồng"), (SAME, "."),
    ]  # fmt: skip
