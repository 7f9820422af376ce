from tests.agency_reports.conftest import office  # noqa: F401
from tests.agency_reports.workbook.conftest import _files, desk  # noqa: F401
