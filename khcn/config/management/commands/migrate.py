"""`khcn migrate`: Django's, but an empty database is built at once from the models."""

from typing import Any

from django.core.management.commands import migrate

from khcn.config.schema import build, is_empty


class Command(migrate.Command):
    """With `--step-by-step` an empty database too goes through every migration, as CI does once."""

    def add_arguments(self, parser: Any) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--step-by-step", action="store_true", help="never build an empty database at once"
        )

    def handle(self, *args: Any, step_by_step: bool = False, **options: Any) -> Any:
        whole = not options["app_label"] and not (
            options["plan"] or options["check_unapplied"] or options["fake"]
        )
        if whole and not step_by_step and not options["run_syncdb"] and is_empty(options["database"]):
            build(options["database"])
        return super().handle(*args, **options)
