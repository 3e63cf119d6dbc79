"""Seals are insert-only, as the entries are."""

from django.db import migrations, models

FORWARDS = """
CREATE TRIGGER seal_refuse_row_change
    BEFORE UPDATE OR DELETE ON history_seal
    FOR EACH ROW EXECUTE FUNCTION history_refuse_change();
CREATE TRIGGER seal_refuse_truncate
    BEFORE TRUNCATE ON history_seal
    FOR EACH STATEMENT EXECUTE FUNCTION history_refuse_change();
"""
BACKWARDS = """
DROP TRIGGER seal_refuse_truncate ON history_seal;
DROP TRIGGER seal_refuse_row_change ON history_seal;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('history', '0016_extensions_waits_and_pauses'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoryCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('ended_at', models.DateTimeField(verbose_name='xong lúc')),
                ('entries', models.BigIntegerField(verbose_name='số mục')),
                ('chains', models.BigIntegerField(verbose_name='số chuỗi')),
                ('seals', models.PositiveIntegerField(verbose_name='số niêm phong')),
                ('found', models.PositiveIntegerField(verbose_name='số sai lệch')),
                ('problems', models.JSONField(default=list, verbose_name='sai lệch')),
            ],
            options={
                'verbose_name': 'lần kiểm tra nhật ký',
                'verbose_name_plural': 'lần kiểm tra nhật ký',
                'indexes': [models.Index(fields=['-at'], name='history_check_by_time')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='số')),
                ('kind', models.CharField(choices=[('DAILY', 'Hằng ngày'), ('KEY_CHANGED', 'Đổi khóa'), ('KEY_LOST', 'Mất khóa cũ')], max_length=16, verbose_name='loại')),
                ('day', models.DateField(verbose_name='ngày')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('last_entry_id', models.BigIntegerField(verbose_name='mục cuối')),
                ('entries', models.BigIntegerField(verbose_name='số mục')),
                ('heads', models.BigIntegerField(verbose_name='số chuỗi')),
                ('root', models.CharField(max_length=64, verbose_name='gốc cây băm')),
                ('previous_hash', models.CharField(max_length=64, verbose_name='niêm phong trước')),
                ('public_key', models.CharField(max_length=64, verbose_name='khóa công khai')),
                ('next_public_key', models.CharField(blank=True, max_length=64, verbose_name='khóa kế tiếp')),
                ('hash', models.CharField(max_length=64, verbose_name='mã niêm phong')),
                ('signature', models.CharField(max_length=128, verbose_name='chữ ký số')),
            ],
            options={
                'verbose_name': 'niêm phong',
                'verbose_name_plural': 'niêm phong',
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'DAILY')), fields=('day',), name='seal_once_a_day')],
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
