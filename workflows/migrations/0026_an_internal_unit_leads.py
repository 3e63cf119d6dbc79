"""Neither the Board as a whole nor an agency outside leads a mission of ours."""

from django.db import migrations

# A check across two tables; the services say it in a sentence, this is for whoever
# writes past them. What stands already is not judged.
FORWARD = """
CREATE FUNCTION workflows_an_internal_unit_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM organization_unit
         WHERE id = NEW.lead_unit_id AND kind IN ('COMMISSION', 'EXTERNAL')
    ) THEN
        RAISE EXCEPTION 'a mission is led by one of our units'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER mission_an_internal_unit_leads
    BEFORE INSERT OR UPDATE OF lead_unit_id ON workflows_mission
    FOR EACH ROW EXECUTE FUNCTION workflows_an_internal_unit_leads();
"""

BACKWARD = """
DROP TRIGGER mission_an_internal_unit_leads ON workflows_mission;
DROP FUNCTION workflows_an_internal_unit_leads();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0001_initial"),
        ("workflows", "0025_meetings"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
