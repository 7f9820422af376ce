"""What never changes once it is written, as triggers: the steps that a task took, and a rule set that was put in force."""

STEP_TOLD = '"transition", "source", "target", "acted_as", "on", "at", "by_name", "note", "values", "due"'
_STEP = "steps of a task never change"
#: Demonstration data may be taken away as a whole.
_STEP_KEPT = "NOT EXISTS (SELECT 1 FROM st_tasks_sttask AS t WHERE t.id = OLD.task_id AND t.artificial)"
_RULES = "a rule set in force never changes"
#: A rule set goes from draft to in force to retired, never back; what it says is fixed when it leaves the draft.
_RULES_BROKEN = """OLD.state <> 'draft' AND (NEW.definition IS DISTINCT FROM OLD.definition OR NEW.state = 'draft'
    OR NEW.code <> OLD.code OR NEW.version <> OLD.version)"""

SQLITE = (
    f"""CREATE TRIGGER IF NOT EXISTS taskevent_no_update BEFORE UPDATE OF {STEP_TOLD} ON st_tasks_taskevent
        BEGIN SELECT RAISE(ABORT, '{_STEP}'); END""",
    "DROP TRIGGER IF EXISTS taskevent_no_delete",
    f"""CREATE TRIGGER taskevent_no_delete BEFORE DELETE ON st_tasks_taskevent WHEN {_STEP_KEPT}
        BEGIN SELECT RAISE(ABORT, '{_STEP}'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS procedure_no_update BEFORE UPDATE ON st_tasks_procedure
        WHEN {_RULES_BROKEN.replace("IS DISTINCT FROM", "IS NOT")}
        BEGIN SELECT RAISE(ABORT, '{_RULES}'); END""",
)
POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION taskevent_refuse() RETURNS trigger AS $$ BEGIN
        RAISE EXCEPTION '{_STEP}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql""",
    f"""CREATE OR REPLACE TRIGGER taskevent_no_update BEFORE UPDATE OF {STEP_TOLD} ON st_tasks_taskevent
        FOR EACH ROW EXECUTE FUNCTION taskevent_refuse()""",
    f"""CREATE OR REPLACE FUNCTION taskevent_keep() RETURNS trigger AS $$ BEGIN
        IF {_STEP_KEPT} THEN
            RAISE EXCEPTION '{_STEP}' USING ERRCODE = 'integrity_constraint_violation';
        END IF; RETURN OLD; END $$ LANGUAGE plpgsql""",
    """CREATE OR REPLACE TRIGGER taskevent_no_delete BEFORE DELETE ON st_tasks_taskevent
        FOR EACH ROW EXECUTE FUNCTION taskevent_keep()""",
    f"""CREATE OR REPLACE FUNCTION procedure_refuse() RETURNS trigger AS $$ BEGIN
        IF {_RULES_BROKEN} THEN
            RAISE EXCEPTION '{_RULES}' USING ERRCODE = 'integrity_constraint_violation';
        END IF; RETURN NEW; END $$ LANGUAGE plpgsql""",
    """CREATE OR REPLACE TRIGGER procedure_no_update BEFORE UPDATE ON st_tasks_procedure
        FOR EACH ROW EXECUTE FUNCTION procedure_refuse()""",
)
#: Only SQLite empties tables row by row.
SQLITE_REMOVE = ("DROP TRIGGER IF EXISTS taskevent_no_delete",)
