"""Sources of money named in the section on "Kinh phí"."""

from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.duties import inside_duties
from khcn.lib.plan_document.model import Funding, Section, Span
from khcn.lib.plan_document.prose import BULLET, overlaps, paragraphs, plain, squeeze


def parse_funding(text: str, sections: tuple[Section, ...], excluded: list[Span]) -> tuple[Funding, ...]:
    """One source a bullet; without bullets one a sub-section; else one a paragraph."""
    found: list[Funding] = []
    for section in sections:
        if not opens_funding(section, sections):
            continue
        title_end = text.find("\n", section.span[0], section.span[1])
        body = (title_end if title_end > 0 else section.body[0], section.span[1])
        pieces = [span for span in paragraphs(text, body) if not overlaps(span, excluded)]
        bullets = [span for span in pieces if BULLET.match(text, span[0])]
        children = [s for s in sections if s.ancestors and s.ancestors[-1] == section.path]
        if bullets or not children:
            found += [make(text, section.path, span) for span in bullets or pieces]
        else:
            found += [make(text, child.path, (child.body[0], child.span[1])) for child in children]
    return tuple(found)


def opens_funding(section: Section, sections: tuple[Section, ...]) -> bool:
    """The highest section about money; who has to provide it is a duty and stands elsewhere."""
    if not names_money(section.title) or inside_duties(section, sections):
        return False
    return not any(names_money(other.title) for other in above(section, sections))


def names_money(title: str) -> bool:
    words = plain(title)
    return len(words) < 100 and any(word in words for word in vocabulary.FUNDING_SECTION)


def above(section: Section, sections: tuple[Section, ...]) -> list[Section]:
    return [other for other in sections if other.path in section.ancestors]


def make(text: str, clause: str, span: Span) -> Funding:
    bullet = BULLET.match(text, span[0])
    start = bullet.end() if bullet else span[0]
    return Funding(clause, squeeze(text[start : span[1]]), (start, span[1]))
