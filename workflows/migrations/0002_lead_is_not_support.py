"""The lead unit of a mission is never among its supporting units, whoever writes."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION workflows_lead_is_not_support() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    clash boolean;
BEGIN
    IF TG_TABLE_NAME = 'workflows_assignment' THEN
        SELECT EXISTS (SELECT 1 FROM workflows_mission
                        WHERE id = NEW.mission_id AND lead_unit_id = NEW.unit_id)
          INTO clash;
    ELSE
        SELECT EXISTS (SELECT 1 FROM workflows_assignment
                        WHERE mission_id = NEW.id AND unit_id = NEW.lead_unit_id)
          INTO clash;
    END IF;
    IF clash THEN
        RAISE EXCEPTION 'a lead unit cannot support its own mission'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE CONSTRAINT TRIGGER assignment_not_lead
    AFTER INSERT OR UPDATE ON workflows_assignment
    DEFERRABLE INITIALLY IMMEDIATE
    FOR EACH ROW EXECUTE FUNCTION workflows_lead_is_not_support();

CREATE CONSTRAINT TRIGGER lead_not_assignment
    AFTER UPDATE OF lead_unit_id ON workflows_mission
    DEFERRABLE INITIALLY IMMEDIATE
    FOR EACH ROW EXECUTE FUNCTION workflows_lead_is_not_support();
"""

BACKWARD = """
DROP TRIGGER lead_not_assignment ON workflows_mission;
DROP TRIGGER assignment_not_lead ON workflows_assignment;
DROP FUNCTION workflows_lead_is_not_support();
"""


class Migration(migrations.Migration):
    dependencies = [("workflows", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
