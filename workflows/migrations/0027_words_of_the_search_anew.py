"""Every row of the search is old: it lacks the pairs and the stretches of ADR 0041."""

from django.db import migrations

NOTE_ALL = """
INSERT INTO workflows_searchwaiting (subject_type, subject_id)
SELECT 'mission', id FROM workflows_mission;
INSERT INTO workflows_searchwaiting (subject_type, subject_id)
SELECT 'document', id FROM workflows_document;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("workflows", "0026_an_internal_unit_leads"),
    ]

    operations = [
        migrations.RunSQL(NOTE_ALL, migrations.RunSQL.noop),
    ]
