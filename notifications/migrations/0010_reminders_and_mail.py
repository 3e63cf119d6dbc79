import django.db.models.deletion
import notifications.enums
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('history', '0012_second_factors'),
        ('notifications', '0009_second_factors'),
        ('workflows', '0015_lists_over_all_missions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='notification',
            name='group',
            field=models.CharField(choices=[('ASKED', 'Việc chuyển đến bước của tôi'), ('RETURNED', 'Báo cáo bị trả lại'), ('REMINDER', 'Nhắc hạn'), ('NEWS', 'Diễn biến của nhiệm vụ liên quan')], db_default='NEWS', default='NEWS', max_length=8, verbose_name='nhóm'),
        ),
        migrations.AddField(
            model_name='notification',
            name='mailing',
            field=models.CharField(blank=True, choices=[('AT_ONCE', 'Gửi ngay'), ('DAILY', 'Bản tin mỗi ngày')], db_default='', default='', max_length=7, verbose_name='chờ gửi thư'),
        ),
        migrations.AlterField(
            model_name='notification',
            name='entry',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='notifications', to='history.historyentry', verbose_name='sự việc'),
        ),
        migrations.AlterField(
            model_name='notification',
            name='kind',
            field=models.CharField(choices=notifications.enums.notice_kinds, max_length=32, verbose_name='loại'),
        ),
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('AT_ONCE', 'Thư gửi ngay'), ('DIGEST', 'Bản tin mỗi ngày')], max_length=8, verbose_name='loại')),
                ('day', models.DateField(verbose_name='ngày')),
                ('message_id', models.CharField(max_length=200, unique=True, verbose_name='Message-ID')),
                ('state', models.CharField(choices=[('WAITING', 'Chờ gửi'), ('SENT', 'Đã gửi'), ('REFUSED', 'Máy chủ từ chối'), ('FAILED', 'Chưa gửi được'), ('DROPPED', 'Không còn gì để báo')], default='WAITING', max_length=8, verbose_name='trạng thái')),
                ('address', models.CharField(blank=True, max_length=254, verbose_name='địa chỉ')),
                ('subject', models.CharField(blank=True, max_length=400, verbose_name='tiêu đề')),
                ('created_at', models.DateTimeField(verbose_name='lập lúc')),
                ('next_try_at', models.DateTimeField(verbose_name='gửi từ lúc')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                ('answer', models.TextField(blank=True, verbose_name='máy chủ trả lời')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='gửi lúc')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhận')),
            ],
            options={
                'verbose_name': 'thư gửi đi',
                'verbose_name_plural': 'thư gửi đi',
            },
        ),
        migrations.AddField(
            model_name='notification',
            name='mail',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notifications', to='notifications.outgoingmail', verbose_name='thư'),
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(choices=[('ASKED', 'Việc chuyển đến bước của tôi'), ('RETURNED', 'Báo cáo bị trả lại'), ('REMINDER', 'Nhắc hạn'), ('NEWS', 'Diễn biến của nhiệm vụ liên quan')], max_length=8, verbose_name='nhóm')),
                ('channel', models.CharField(choices=[('INBOX', 'Trong phần mềm'), ('MAIL', 'Thư gửi ngay'), ('DIGEST', 'Bản tin mỗi ngày')], max_length=6, verbose_name='cách báo')),
                ('is_on', models.BooleanField(verbose_name='có nhận')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cán bộ')),
            ],
            options={
                'verbose_name': 'lựa chọn nhận thông báo',
                'verbose_name_plural': 'lựa chọn nhận thông báo',
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='hạn được nhắc')),
                ('is_internal', models.BooleanField(default=False, verbose_name='là hạn nội bộ')),
                ('step', models.SmallIntegerField(verbose_name='mốc (ngày làm việc)')),
                ('left', models.SmallIntegerField(verbose_name='số ngày làm việc còn lại')),
                ('written_at', models.DateTimeField(verbose_name='nhắc lúc')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflows.mission', verbose_name='nhiệm vụ')),
            ],
            options={
                'verbose_name': 'lần nhắc hạn',
                'verbose_name_plural': 'lần nhắc hạn',
            },
        ),
        migrations.AddField(
            model_name='notification',
            name='reminder',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to='notifications.reminder', verbose_name='lần nhắc'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(condition=models.Q(('mailing', ''), _negated=True), fields=['recipient', 'mailing', 'created_at'], name='notification_to_mail'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(condition=models.Q(('mail__isnull', False)), fields=['mail'], name='notification_in_mail'),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.UniqueConstraint(condition=models.Q(('reminder__isnull', False)), fields=('reminder', 'recipient'), name='notification_reminded_once'),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry__isnull', False), ('reminder__isnull', True)), models.Q(('entry__isnull', True), ('reminder__isnull', False)), _connector='OR'), name='notification_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.CheckConstraint(condition=models.Q(('mailing', ''), ('mail__isnull', True), _connector='OR'), name='notification_waits_or_is_in_a_mail'),
        ),
        migrations.AddIndex(
            model_name='outgoingmail',
            index=models.Index(condition=models.Q(('state', 'WAITING')), fields=['next_try_at'], name='mail_waiting'),
        ),
        migrations.AddIndex(
            model_name='outgoingmail',
            index=models.Index(condition=models.Q(('state__in', ['REFUSED', 'FAILED'])), fields=['-id'], name='mail_undelivered'),
        ),
        migrations.AddConstraint(
            model_name='outgoingmail',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'DIGEST')), fields=('recipient', 'day'), name='mail_one_digest_a_day'),
        ),
        migrations.AddConstraint(
            model_name='outgoingmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'SENT')), models.Q(models.Q(('state', 'SENT'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='mail_sent_at_when_sent'),
        ),
        migrations.AddConstraint(
            model_name='preference',
            constraint=models.UniqueConstraint(fields=('person', 'group', 'channel'), name='preference_once'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('mission', 'due_on', 'step'), name='reminder_once'),
        ),
    ]
