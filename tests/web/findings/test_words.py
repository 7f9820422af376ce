import re
from pathlib import Path

import khcn.lib.plan_document
from khcn.web.workspace.plans.words import FINDING_KINDS

FOLDER = Path(khcn.lib.plan_document.__file__).parent


def test_every_kind_of_finding_that_code_can_raise_has_words():
    raised = {
        kind for path in FOLDER.glob("*.py") for kind in re.findall(r'Finding\(\s*"(\w+)"', path.read_text())
    }
    assert raised
    assert raised <= set(FINDING_KINDS)
