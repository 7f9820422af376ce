"""The database refuses two bookings that hold one apparatus at one moment, whoever writes them.

PostgreSQL has an exclusion constraint; int8range stands in for equality, so no extension is needed. SQLite has
triggers with the same test. Slots are half-open: one may begin at the moment at which another ends.
See docs/decisions/0004-booking.md.
"""

from typing import Any

NAME = "booking_no_overlap"
HELD = "('requested', 'confirmed')"

_CLASH = f"""BEGIN
    SELECT RAISE(ABORT, '{NAME}') WHERE EXISTS (
        SELECT 1 FROM labs_booking AS other
        WHERE other.equipment_id = NEW.equipment_id AND other.id IS NOT NEW.id AND other.state IN {HELD}
          AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
    );
END"""  # noqa: S608 - made of the two names above
SQLITE = (
    f"""CREATE TRIGGER IF NOT EXISTS {NAME}_insert BEFORE INSERT ON labs_booking
        WHEN NEW.state IN {HELD} {_CLASH}""",
    f"""CREATE TRIGGER IF NOT EXISTS {NAME}_update BEFORE UPDATE ON labs_booking
        WHEN NEW.state IN {HELD} {_CLASH}""",
)
POSTGRESQL = (
    f"""DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = '{NAME}') THEN
            ALTER TABLE labs_booking ADD CONSTRAINT {NAME} EXCLUDE USING gist (
                int8range(equipment_id, equipment_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&
            ) WHERE (state IN {HELD});
        END IF;
    END $$""",
)
REMOVE = {
    "sqlite": (f"DROP TRIGGER IF EXISTS {NAME}_insert", f"DROP TRIGGER IF EXISTS {NAME}_update"),
    "postgresql": (f"ALTER TABLE labs_booking DROP CONSTRAINT IF EXISTS {NAME}",),
}


def install(connection: Any) -> None:
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def remove(connection: Any) -> None:
    _run(connection, REMOVE[connection.vendor])


def _run(connection: Any, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
