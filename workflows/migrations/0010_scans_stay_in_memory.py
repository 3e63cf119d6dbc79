from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflows", "0009_known_days_of_2026")]

    operations = [
        migrations.RemoveConstraint(
            model_name="intake",
            name="intake_running_has_content",
        ),
        migrations.RemoveConstraint(
            model_name="intake",
            name="intake_ended_when_not_running",
        ),
        migrations.RemoveIndex(
            model_name="intake",
            name="intake_running",
        ),
        migrations.AlterField(
            model_name="intake",
            name="state",
            field=models.CharField(
                choices=[
                    ("LOOKING", "Đang tìm dấu mật"),
                    ("WAITING", "Đang chờ"),
                    ("READING", "Đang đọc"),
                    ("DONE", "Đã đọc xong"),
                    ("FAILED", "Chưa đọc được"),
                    ("CANCELLED", "Đã hủy"),
                    ("REFUSED", "Bị từ chối"),
                ],
                default="WAITING",
                max_length=10,
                verbose_name="trạng thái",
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("state__in", ("LOOKING", "WAITING", "READING"))),
                fields=["heard_at"],
                name="intake_running",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("WAITING", "READING")), _negated=True),
                    models.Q(("stash", ""), _negated=True),
                    _connector="OR",
                ),
                name="intake_queued_has_content",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ("LOOKING", "WAITING", "READING")), _negated=True
                    ),
                    ("ended_at__isnull", True),
                    _connector="OR",
                ),
                name="intake_running_has_not_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "LOOKING"), _negated=True),
                    models.Q(("file_name", ""), ("size", 0), ("stash", "")),
                    _connector="OR",
                ),
                name="intake_looked_at_is_not_stored",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("LOOKING", "WAITING", "READING")),
                    ("ended_at__isnull", False),
                    _connector="OR",
                ),
                name="intake_ended_when_not_running",
            ),
        ),
    ]
