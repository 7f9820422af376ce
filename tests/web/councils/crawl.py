"""Walks every page that somebody can reach and tells all words it was given: pages, files, workbooks, their metadata."""

import html
import io
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from zipfile import ZipFile, is_zipfile

from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from pypdf import PdfReader

from khcn.lib.vn_text import fold

LINK = re.compile(r"""(?:href|src|action|hx-get|data-suggest)=["']([^"'#]+)""")
#: Filters and orders of one list lead nowhere new.
MOST_QUERIES = 3
LEAVING = ("/tai-khoan/", "/static/", "/ngon-ngu/")
#: Addresses of topics in which S&T tasks appear are tried with all keys, linked or not.
TOPICS = (
    "councils",
    "applications",
    "calls",
    "st_tasks",
    "task_",
    "procedures",
    "registers",
    "records",
    "files",
    "notices",
)


def crawl(
    client: Client, starts: Iterable[str], *, inside: tuple[str, ...] = ("/",), most: int = 600
) -> dict[str, str]:
    """The words of every address reached from the starts, the nearest first; `inside` keeps to some beginnings of paths."""
    waiting, seen, told, queries = deque(starts), set(), {}, Counter()
    while waiting and len(told) < most:
        url = html.unescape(waiting.popleft())
        path, _mark, query = url.partition("?")
        if url in seen or not path.startswith("/") or path.startswith(LEAVING) or not path.startswith(inside):
            continue
        seen.add(url)
        queries[path] += 1
        if query and queries[path] > MOST_QUERIES:
            continue
        response = client.get(url)
        told[url] = words_of(response)
        if response.status_code in (301, 302):
            waiting.append(response["Location"])
        if "html" in response.get("Content-Type", ""):
            waiting += (absolute(path, one) for one in LINK.findall(response.content.decode()))
    return told


def absolute(path: str, link: str) -> str:
    return path + link if link.startswith("?") else link


def words_of(response) -> str:
    """Everything a person could read out of an answer, its headers and the metadata of its file included."""
    content = response.getvalue() if response.streaming else response.content
    heads = " ".join(f"{name} {value}" for name, value in response.items())
    return f"{heads} {words_in(content)}"


def words_in(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        inside = " ".join(page.extract_text() for page in reader.pages)
        return f"{inside} {reader.metadata} {content.decode('latin-1')}"
    if is_zipfile(io.BytesIO(content)):
        with ZipFile(io.BytesIO(content)) as archive:
            return " ".join(
                plain(archive.read(name).decode("utf-8", "replace")) for name in archive.namelist()
            )
    return plain(content.decode("utf-8", "replace"))


def plain(text: str) -> str:
    """As one reads it, and as it is written: a name cut by tags is a name."""
    text = html.unescape(text)
    return f"{text} {re.sub(r'<[^>]+>', '', text)}"


def leaks(told: dict[str, str], names: Iterable[str]) -> list[tuple[str, str]]:
    """Where which name stands, whatever its marks and letters."""
    wanted = [(name, fold(name)) for name in names]
    return [
        (url, name)
        for url, text in told.items()
        if (bare := fold(text))
        for name, one in wanted
        if one in bare
    ]


def every_address(keys: dict[str, list]) -> Iterator[str]:
    """All addresses of the topics that can be made of these keys."""
    for pattern in _patterns(get_resolver().url_patterns):
        module = getattr(pattern.callback, "__module__", "")
        if not pattern.name or not any(one in module for one in TOPICS):
            continue
        names = list(pattern.pattern.converters)
        for values in _filled(names, keys):
            try:
                yield reverse(pattern.name, kwargs=values or None)
            except NoReverseMatch:
                continue


def _filled(names: list[str], keys: dict[str, list]) -> Iterator[dict]:
    if not names:
        yield {}
        return
    first, *rest = names
    for value in keys.get(first, ()):
        for others in _filled(rest, keys):
            yield {first: value, **others}


def _patterns(entries) -> Iterator[URLPattern]:
    for entry in entries:
        if isinstance(entry, URLPattern):
            yield entry
        else:
            yield from _patterns(entry.url_patterns)
