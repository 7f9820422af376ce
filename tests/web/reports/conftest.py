from tests.agency_reports.conftest import office  # noqa: F401
