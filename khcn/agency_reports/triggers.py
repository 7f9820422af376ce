"""Database triggers that refuse to change what was sent: answers of sent reports, and the seal itself."""

from typing import Any

FIXED = "('sent', 'returned', 'accepted')"
SAID = (
    "item_id", "report_id", "nothing", "declared", "text", "value", "numerator", "denominator", "unit", "money",
    "obstacle", "proposal", "level", "explanation",
)  # fmt: skip
SAID_COLUMNS = ", ".join(f'"{name}"' for name in SAID)
SEALED_COLUMNS = "sealed, seal, sent_at, state, request_id, part, version"
#: A sealed report may go from sent to returned or accepted, never back to a draft, and keeps what was sealed.
BROKEN = """OLD.seal <> '' AND (NEW.seal <> OLD.seal OR NEW.sealed IS DISTINCT FROM OLD.sealed
    OR NEW.sent_at IS DISTINCT FROM OLD.sent_at OR NEW.request_id <> OLD.request_id OR NEW.part <> OLD.part
    OR NEW.version <> OLD.version OR NEW.state NOT IN ('sent', 'returned', 'accepted'))"""

SQLITE = (
    f"""CREATE TRIGGER IF NOT EXISTS answer_of_sent_no_update BEFORE UPDATE OF {SAID_COLUMNS} ON agency_reports_answer
        WHEN EXISTS (SELECT 1 FROM agency_reports_report WHERE id = OLD.report_id AND state IN {FIXED})
        BEGIN SELECT RAISE(ABORT, 'answers of a sent report never change'); END""",  # noqa: S608 - constants of this module
    f"""CREATE TRIGGER IF NOT EXISTS report_sealed_no_update BEFORE UPDATE OF {SEALED_COLUMNS} ON agency_reports_report
        WHEN {BROKEN.replace("IS DISTINCT FROM", "IS NOT")}
        BEGIN SELECT RAISE(ABORT, 'a sent report never changes'); END""",
)
POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION answer_of_sent_refuse() RETURNS trigger AS $$ BEGIN
        IF EXISTS (SELECT 1 FROM agency_reports_report WHERE id = OLD.report_id AND state IN {FIXED}) THEN
            RAISE EXCEPTION 'answers of a sent report never change' USING ERRCODE = 'integrity_constraint_violation';
        END IF; RETURN NEW; END $$ LANGUAGE plpgsql""",  # noqa: S608 - constants of this module
    f"""CREATE OR REPLACE TRIGGER answer_of_sent_no_update BEFORE UPDATE OF {SAID_COLUMNS} ON agency_reports_answer
        FOR EACH ROW EXECUTE FUNCTION answer_of_sent_refuse()""",
    f"""CREATE OR REPLACE FUNCTION report_sealed_refuse() RETURNS trigger AS $$ BEGIN
        IF {BROKEN} THEN
            RAISE EXCEPTION 'a sent report never changes' USING ERRCODE = 'integrity_constraint_violation';
        END IF; RETURN NEW; END $$ LANGUAGE plpgsql""",
    f"""CREATE OR REPLACE TRIGGER report_sealed_no_update BEFORE UPDATE OF {SEALED_COLUMNS} ON agency_reports_report
        FOR EACH ROW EXECUTE FUNCTION report_sealed_refuse()""",
)  # fmt: skip


def install(connection: Any) -> None:
    with connection.cursor() as cursor:
        for statement in SQLITE if connection.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(statement)
