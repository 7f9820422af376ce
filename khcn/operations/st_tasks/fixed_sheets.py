"""What the database refuses about councils: authors as judges, and changes to sheets handed in and versions sent.

An author is whoever owns an application for the task, is in its team (unless they left before it was sent), or leads the
task. A member of the identification council may bid for the task once that council has concluded.
"""

#: What the database says when an author would judge, or a judge would become an author.
AUTHOR = "no author judges"
_SHEET = "a sheet handed in never changes"
_VERSION = "a version sent never changes"

_NEW_IS_AUTHOR = """EXISTS (
    SELECT 1 FROM st_tasks_seat AS s
    JOIN st_tasks_councilitem AS i ON i.id = NEW.item_id
    JOIN st_tasks_application AS a ON a.task_id = i.task_id
    LEFT JOIN st_tasks_teammember AS m
        ON m.application_id = a.id AND (m.removed_at IS NULL OR m.removed_at > a.sent_at)
    WHERE s.id = NEW.seat_id AND (a.owner_id = s.user_id OR m.user_id = s.user_id OR m.person_id = s.person_id)
) OR EXISTS (
    SELECT 1 FROM st_tasks_seat AS s
    JOIN st_tasks_councilitem AS i ON i.id = NEW.item_id
    JOIN st_tasks_sttask AS t ON t.id = i.task_id
    WHERE s.id = NEW.seat_id AND t.leader_id = s.person_id
)"""
_NEW_HAS_JUDGED = """NEW.removed_at IS NULL AND EXISTS (
    SELECT 1 FROM st_tasks_sheet AS h
    JOIN st_tasks_seat AS s ON s.id = h.seat_id
    JOIN st_tasks_councilitem AS i ON i.id = h.item_id
    JOIN st_tasks_application AS a ON a.task_id = i.task_id
    WHERE a.id = NEW.application_id AND h.handed_in_at IS NOT NULL
      AND (s.user_id = NEW.user_id OR s.person_id = NEW.person_id)
      AND NOT (a.purpose = 'dossier' AND i.dossier_id IS NULL AND i.concluded_at IS NOT NULL
               AND i.concluded_at < a.created_at)
)"""
_SHEET_CHANGED = """OLD.handed_in_at IS NOT NULL AND (NEW.item_id <> OLD.item_id OR NEW.seat_id <> OLD.seat_id
    OR NEW.kind <> OLD.kind OR NEW.points IS DISTINCT FROM OLD.points OR NEW.answers IS DISTINCT FROM OLD.answers
    OR NEW.vote <> OLD.vote OR NEW.comment <> OLD.comment OR NEW.blank IS DISTINCT FROM OLD.blank
    OR NEW.revision <> OLD.revision OR NEW.judged_version IS DISTINCT FROM OLD.judged_version OR NEW.seal <> OLD.seal
    OR NEW.handed_in_at IS DISTINCT FROM OLD.handed_in_at)"""
#: Demonstration data may be taken away as a whole.
_SHEET_KEPT = """OLD.handed_in_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM st_tasks_councilitem AS i JOIN st_tasks_council AS c ON c.id = i.council_id
    WHERE i.id = OLD.item_id AND c.artificial)"""
_VERSION_CHANGED = """NEW.application_id <> OLD.application_id OR NEW.number <> OLD.number
    OR NEW.content IS DISTINCT FROM OLD.content OR NEW.seal <> OLD.seal OR NEW.sent_at <> OLD.sent_at"""
_VERSION_KEPT = (
    "NOT EXISTS (SELECT 1 FROM st_tasks_application AS a WHERE a.id = OLD.application_id AND a.artificial)"
)

#: name, event, table, condition, sentence
_RULES = (
    ("sheet_author_insert", "INSERT", "st_tasks_sheet", _NEW_IS_AUTHOR, AUTHOR),
    ("sheet_author_update", "UPDATE", "st_tasks_sheet", _NEW_IS_AUTHOR, AUTHOR),
    ("teammember_judge_insert", "INSERT", "st_tasks_teammember", _NEW_HAS_JUDGED, AUTHOR),
    (
        "teammember_judge_update", "UPDATE OF user_id, person_id, application_id, removed_at", "st_tasks_teammember",
        _NEW_HAS_JUDGED, AUTHOR,
    ),
    ("sheet_sealed_update", "UPDATE", "st_tasks_sheet", _SHEET_CHANGED, _SHEET),
    ("sheet_sealed_delete", "DELETE", "st_tasks_sheet", _SHEET_KEPT, _SHEET),
    ("sentversion_no_update", "UPDATE", "st_tasks_sentversion", _VERSION_CHANGED, _VERSION),
    ("sentversion_no_delete", "DELETE", "st_tasks_sentversion", _VERSION_KEPT, _VERSION),
)  # fmt: skip


def _sqlite(name: str, event: str, table: str, condition: str, sentence: str) -> tuple[str, ...]:
    when = condition.replace("IS DISTINCT FROM", "IS NOT")
    made = f"""CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {when}
        BEGIN SELECT RAISE(ABORT, '{sentence}'); END"""
    return f"DROP TRIGGER IF EXISTS {name}", made


def _postgresql(name: str, event: str, table: str, condition: str, sentence: str) -> tuple[str, ...]:
    row = "OLD" if event == "DELETE" else "NEW"
    function = f"""CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger AS $$ BEGIN
        IF {condition} THEN
            RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';
        END IF; RETURN {row}; END $$ LANGUAGE plpgsql"""
    trigger = f"""CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table}
        FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"""
    return function, trigger


SQLITE = tuple(statement for rule in _RULES for statement in _sqlite(*rule))
POSTGRESQL = tuple(statement for rule in _RULES for statement in _postgresql(*rule))
#: Only SQLite empties tables row by row.
SQLITE_REMOVE = tuple(f"DROP TRIGGER IF EXISTS {rule[0]}" for rule in _RULES if rule[1] == "DELETE")
