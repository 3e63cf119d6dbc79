"""A delegation of one mission names a mission that is there: organization keeps the
number, and this package, which has the missions, the foreign key."""

from django.db import migrations

FORWARD = """
ALTER TABLE organization_delegation
  ADD CONSTRAINT delegation_names_a_mission
  FOREIGN KEY (mission_id) REFERENCES workflows_mission (id)
  DEFERRABLE INITIALLY IMMEDIATE;
"""
BACKWARD = """
ALTER TABLE organization_delegation DROP CONSTRAINT delegation_names_a_mission;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0011_exceptions_on_missions"),
        ("organization", "0003_delegations_of_one_mission"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
