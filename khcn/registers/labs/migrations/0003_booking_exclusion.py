"""The database itself refuses bookings that overlap."""

from django.db import migrations

from khcn.registers.labs import exclusion


class Migration(migrations.Migration):
    dependencies = [("labs", "0002_booking")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: exclusion.install(editor.connection),
            lambda apps, editor: exclusion.remove(editor.connection),
        )
    ]
