"""Whatever is done to the parts of a file: a report or a refusal with a code, never another failure, never long."""

import re
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.checking import check_document
from tests.outputs.official_documents.checking.samples import Sample

PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml")
VALUES = st.sampled_from(
    ["", "0", "-1", "abc", "NaN", "1e400", "99999999999", "auto", "none", "Ô", "I", "both"]
)
_ATTRIBUTE = re.compile(r'(w:(?:val|w|h|left|right|top|line|lineRule|type|ascii|instr|start|fmt)=")[^"]*(")')


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    part=st.sampled_from(PARTS), places=st.lists(st.integers(0, 400), min_size=1, max_size=12), value=VALUES
)
def test_changed_attributes_never_stop_the_check(tmp_path, part, places, value):
    source, path = tmp_path / "mau.docx", tmp_path / "hong.docx"
    if not source.exists():
        Sample(annexes=1).save(tmp_path, "mau.docx")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, changed(data.decode(), places, value) if name == part else data)
    try:
        assert check_document(path).verdict in ("conforms", "deviates", "undetermined")
    except DomainError as refusal:
        assert refusal.code in ("damaged_file", "empty_document")


def changed(xml, places, value):
    found = list(_ATTRIBUTE.finditer(xml))
    wanted = {place % len(found) for place in places} if found else set()
    for number in sorted(wanted, reverse=True):
        match = found[number]
        xml = xml[: match.start()] + match[1] + value + match[2] + xml[match.end() :]
    return xml
