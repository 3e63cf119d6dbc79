"""Refuse UPDATE, DELETE and TRUNCATE of history in the database itself.

An ordinary trigger, not an ALWAYS one: a restored backup and a test that flushes its tables
run as a replica, where it sleeps. Whoever may do that is found by the verifier instead.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION history_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'History is insert-only: % of % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'Record a new entry that corrects the old one.';
END
$$;
CREATE TRIGGER history_refuse_row_change
    BEFORE UPDATE OR DELETE ON history_historyentry
    FOR EACH ROW EXECUTE FUNCTION history_refuse_change();
CREATE TRIGGER history_refuse_truncate
    BEFORE TRUNCATE ON history_historyentry
    FOR EACH STATEMENT EXECUTE FUNCTION history_refuse_change();
"""
BACKWARDS = """
DROP TRIGGER history_refuse_truncate ON history_historyentry;
DROP TRIGGER history_refuse_row_change ON history_historyentry;
DROP FUNCTION history_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
