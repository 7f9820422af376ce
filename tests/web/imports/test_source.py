"""The excerpt beside the items."""

from khcn.web.workspace.imports.source import Span, excerpt

TEXT = "\n".join(f"Dòng {n}" for n in range(1, 101))


def at(line: int, chosen: bool = False, anchor: str = "") -> Span:
    start = TEXT.index(f"Dòng {line}\n")
    return Span(anchor or f"cau-{line}", start, start + len(f"Dòng {line}"), chosen)


def told(found) -> str:
    return "".join(piece.text for piece in found.pieces)


def test_thirty_lines_stand_on_each_side_of_the_chosen_sentence():
    found = excerpt(TEXT, [at(10), at(50, chosen=True)])
    assert (found.first_line, found.last_line, found.whole) == (20, 80, False)
    marked = [piece for piece in found.pieces if piece.anchor]
    assert [(piece.anchor, piece.text, piece.chosen) for piece in marked] == [("cau-50", "Dòng 50", True)]


def test_nothing_is_lost_at_the_edges():
    assert told(excerpt(TEXT, [at(1, chosen=True)])).startswith("Dòng 1\n")
    assert told(excerpt(TEXT, [Span("x", len(TEXT) - 8, len(TEXT), True)])).endswith("Dòng 100")


def test_the_whole_text_is_given_on_demand():
    found = excerpt(TEXT, [at(3), at(99)], whole=True)
    assert (told(found), found.whole) == (TEXT, True)


def test_where_sentences_overlap_the_chosen_one_is_marked():
    outer = Span("ngoai", 0, 30)
    inner = Span("trong", 5, 12, chosen=True)
    anchors = [piece.anchor for piece in excerpt(TEXT, [outer, inner]).pieces if piece.anchor]
    assert anchors == ["trong"]


def test_no_sentence_and_no_text_do_no_harm():
    assert told(excerpt(TEXT, [])).startswith("Dòng 1\n")
    assert excerpt("", []).pieces == []
