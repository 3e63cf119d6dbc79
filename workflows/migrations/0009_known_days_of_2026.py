"""The days of 2026 that the package ``holidays`` does not know or cannot know yet."""

from datetime import date

from django.db import migrations
from django.utils import timezone

SWAP = "Phương án hoán đổi được duyệt ngày 25/12/2025"
KNOWN = (
    (date(2026, 1, 2), False, "Nghỉ Tết Dương lịch, hoán đổi với ngày 10/01/2026", SWAP, True),
    (date(2026, 1, 10), True, "Làm bù cho ngày 02/01/2026", SWAP, True),
    # Chosen by the Politburo; whether the Labour Code names it in time is open.
    (
        date(2026, 11, 24),
        False,
        "Ngày Văn hóa Việt Nam",
        "Nghị quyết số 80-NQ/TW ngày 07/01/2026; chờ văn bản của Nhà nước",
        False,
    ),
)


def write(apps, schema_editor):
    rows = apps.get_model("workflows", "CalendarCorrection").objects
    now = timezone.now()
    for day, is_working, reason, source, is_confirmed in KNOWN:
        values = {
            "is_working": is_working,
            "reason": reason,
            "source": source,
            "is_confirmed": is_confirmed,
            "changed_at": now,
        }
        rows.get_or_create(day=day, defaults=values)


class Migration(migrations.Migration):

    dependencies = [("workflows", "0008_working_calendar")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
