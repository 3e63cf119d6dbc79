

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0006_preparing_work'),
        ('workflows', '0017_extensions_waits_and_pauses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='mission',
            options={'permissions': [('start_mission', 'nhận và thực hiện nhiệm vụ'), ('report_mission', 'nộp và rút báo cáo'), ('submit_mission', 'kiểm tra thể thức, trình lãnh đạo'), ('approve_mission', 'duyệt hoặc trả lại báo cáo'), ('assign_mission', 'giao và đính chính nhiệm vụ'), ('withdraw_mission', 'thu hồi nhiệm vụ'), ('officer_mission', 'phân công chuyên viên theo dõi'), ('except_mission', 'cho phép riêng một người'), ('prepare_mission', 'tham gia chuẩn bị báo cáo'), ('contribute_mission', 'góp nội dung phối hợp'), ('instruct_mission', 'trả lời vướng mắc, cho ý kiến chỉ đạo'), ('instruct_as_head_mission', 'trả lời vướng mắc đã chuyển Trưởng Ban'), ('refer_mission', 'chuyển vướng mắc lên Trưởng Ban'), ('follow_up_mission', 'đôn đốc đơn vị'), ('follow_up_above_mission', 'đôn đốc việc xem xét báo cáo'), ('answer_support_mission', 'trả lời đôn đốc thay đơn vị phối hợp'), ('inspect_mission', 'ghi kiểm tra'), ('extend_mission', 'gia hạn nhiệm vụ'), ('plan_mission', 'đặt hạn nội bộ'), ('pause_mission', 'tạm dừng và tiếp tục nhiệm vụ')], 'verbose_name': 'nhiệm vụ', 'verbose_name_plural': 'nhiệm vụ'},
        ),
        migrations.CreateModel(
            name='Difficulty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='nội dung')),
                ('asked_title', models.CharField(blank=True, max_length=120, verbose_name='chức vụ người hỏi')),
                ('asked_capacity', models.CharField(blank=True, choices=[('', 'Chính danh'), ('KT.', 'Ký thay'), ('TL.', 'Thừa lệnh'), ('TUQ.', 'Thừa ủy quyền'), ('TM.', 'Thay mặt'), ('Q.', 'Quyền')], max_length=4, verbose_name='thẩm quyền khi hỏi')),
                ('asked_on_behalf_of', models.CharField(blank=True, max_length=120, verbose_name='hỏi thay')),
                ('asked_at', models.DateTimeField(verbose_name='hỏi lúc')),
                ('answer', models.TextField(blank=True, verbose_name='trả lời')),
                ('answered_title', models.CharField(blank=True, max_length=120, verbose_name='chức vụ người trả lời')),
                ('answered_capacity', models.CharField(blank=True, choices=[('', 'Chính danh'), ('KT.', 'Ký thay'), ('TL.', 'Thừa lệnh'), ('TUQ.', 'Thừa ủy quyền'), ('TM.', 'Thay mặt'), ('Q.', 'Quyền')], max_length=4, verbose_name='thẩm quyền khi trả lời')),
                ('answered_on_behalf_of', models.CharField(blank=True, max_length=120, verbose_name='trả lời thay')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='trả lời lúc')),
                ('kind', models.CharField(choices=[('DIFFICULTY', 'Vướng mắc'), ('BEYOND_AUTHORITY', 'Vượt thẩm quyền')], default='DIFFICULTY', max_length=20, verbose_name='loại')),
                ('proposal', models.TextField(blank=True, verbose_name='đề nghị')),
                ('level', models.CharField(choices=[('LEADER', 'Lãnh đạo chỉ đạo'), ('HEAD', 'Trưởng Ban')], default='LEADER', max_length=10, verbose_name='cấp giải quyết')),
                ('opinion', models.TextField(blank=True, verbose_name='ý kiến khi chuyển')),
                ('passed_up_title', models.CharField(blank=True, max_length=250, verbose_name='chức vụ người chuyển')),
                ('passed_up_at', models.DateTimeField(blank=True, null=True, verbose_name='chuyển lúc')),
                ('outcome', models.CharField(blank=True, choices=[('ANSWERED', 'Đã có ý kiến chỉ đạo'), ('SETTLED', 'Đơn vị tự giải quyết'), ('LAPSED', 'Nhiệm vụ đã kết thúc')], max_length=10, verbose_name='kết quả')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='kết thúc lúc')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người trả lời')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hỏi')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='workflows.mission', verbose_name='nhiệm vụ')),
                ('passed_up_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người chuyển')),
            ],
            options={
                'verbose_name': 'vướng mắc',
                'verbose_name_plural': 'vướng mắc',
                'ordering': ['-asked_at', '-id'],
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['mission'], name='difficulty_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='difficulty_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='difficulty_answered_by_somebody_at_some_time'), models.CheckConstraint(condition=models.Q(('kind__in', ['DIFFICULTY', 'BEYOND_AUTHORITY'])), name='difficulty_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('outcome', '')), models.Q(('closed_at__isnull', False), ('outcome__in', ['ANSWERED', 'SETTLED', 'LAPSED'])), _connector='OR'), name='difficulty_closed_with_an_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('outcome__in', ('', 'LAPSED'))), models.Q(('answered_at__isnull', False), ('outcome__in', ('ANSWERED', 'SETTLED')), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='difficulty_answered_in_words'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'LEADER'), ('passed_up_at__isnull', True), ('passed_up_by__isnull', True)), models.Q(('level', 'HEAD'), ('passed_up_at__isnull', False), ('passed_up_by__isnull', False), models.Q(('opinion', ''), _negated=True)), _connector='OR'), name='difficulty_passed_up_with_an_opinion'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'ANSWERED'), _negated=True), models.Q(('answered_by', models.F('asked_by')), _negated=True), _connector='OR'), name='difficulty_answered_by_another')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='nội dung')),
                ('asked_title', models.CharField(blank=True, max_length=120, verbose_name='chức vụ người hỏi')),
                ('asked_capacity', models.CharField(blank=True, choices=[('', 'Chính danh'), ('KT.', 'Ký thay'), ('TL.', 'Thừa lệnh'), ('TUQ.', 'Thừa ủy quyền'), ('TM.', 'Thay mặt'), ('Q.', 'Quyền')], max_length=4, verbose_name='thẩm quyền khi hỏi')),
                ('asked_on_behalf_of', models.CharField(blank=True, max_length=120, verbose_name='hỏi thay')),
                ('asked_at', models.DateTimeField(verbose_name='hỏi lúc')),
                ('answer', models.TextField(blank=True, verbose_name='trả lời')),
                ('answered_title', models.CharField(blank=True, max_length=120, verbose_name='chức vụ người trả lời')),
                ('answered_capacity', models.CharField(blank=True, choices=[('', 'Chính danh'), ('KT.', 'Ký thay'), ('TL.', 'Thừa lệnh'), ('TUQ.', 'Thừa ủy quyền'), ('TM.', 'Thay mặt'), ('Q.', 'Quyền')], max_length=4, verbose_name='thẩm quyền khi trả lời')),
                ('answered_on_behalf_of', models.CharField(blank=True, max_length=120, verbose_name='trả lời thay')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='trả lời lúc')),
                ('addressee', models.CharField(choices=[('LEAD_UNIT', 'Đơn vị chủ trì'), ('SUPPORTING_UNIT', 'Đơn vị phối hợp'), ('OFFICE', 'Văn phòng kiểm tra'), ('LEADER', 'Người quyết định')], max_length=20, verbose_name='đôn đốc ai')),
                ('number', models.PositiveSmallIntegerField(verbose_name='lần')),
                ('promised_on', models.DateField(blank=True, null=True, verbose_name='hẹn xong ngày')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='kết thúc lúc')),
                ('closed_round', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='báo cáo lần')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người trả lời')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hỏi')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='workflows.mission', verbose_name='nhiệm vụ')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.unit', verbose_name='đơn vị được đôn đốc')),
            ],
            options={
                'verbose_name': 'đôn đốc',
                'verbose_name_plural': 'đôn đốc',
                'ordering': ['-asked_at', '-id'],
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['mission'], name='followup_open'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['unit', 'mission'], name='followup_open_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='followup_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='followup_answered_by_somebody_at_some_time'), models.UniqueConstraint(fields=('mission', 'number'), name='followup_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('addressee__in', ('LEAD_UNIT', 'SUPPORTING_UNIT')), ('unit__isnull', False)), models.Q(('addressee__in', ('OFFICE', 'LEADER')), ('unit__isnull', True)), _connector='OR'), name='followup_names_the_unit'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('closed_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='followup_answered_in_words'), models.CheckConstraint(condition=models.Q(('promised_on__isnull', True), ('answered_at__isnull', False), _connector='OR'), name='followup_promised_in_an_answer')],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='nội dung')),
                ('said_title', models.CharField(blank=True, max_length=120, verbose_name='chức vụ')),
                ('said_capacity', models.CharField(blank=True, choices=[('', 'Chính danh'), ('KT.', 'Ký thay'), ('TL.', 'Thừa lệnh'), ('TUQ.', 'Thừa ủy quyền'), ('TM.', 'Thay mặt'), ('Q.', 'Quyền')], max_length=4, verbose_name='thẩm quyền')),
                ('said_on_behalf_of', models.CharField(blank=True, max_length=120, verbose_name='thay mặt')),
                ('said_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('held_on', models.DateField(verbose_name='ngày kiểm tra')),
                ('is_unannounced', models.BooleanField(default=False, verbose_name='đột xuất')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='workflows.mission', verbose_name='nhiệm vụ')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
            ],
            options={
                'verbose_name': 'lần kiểm tra',
                'verbose_name_plural': 'lần kiểm tra',
                'ordering': ['-said_at', '-id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='inspection_says_what')],
            },
        ),
        migrations.CreateModel(
            name='Instruction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='nội dung')),
                ('said_title', models.CharField(blank=True, max_length=120, verbose_name='chức vụ')),
                ('said_capacity', models.CharField(blank=True, choices=[('', 'Chính danh'), ('KT.', 'Ký thay'), ('TL.', 'Thừa lệnh'), ('TUQ.', 'Thừa ủy quyền'), ('TM.', 'Thay mặt'), ('Q.', 'Quyền')], max_length=4, verbose_name='thẩm quyền')),
                ('said_on_behalf_of', models.CharField(blank=True, max_length=120, verbose_name='thay mặt')),
                ('said_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='workflows.mission', verbose_name='nhiệm vụ')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
            ],
            options={
                'verbose_name': 'ý kiến chỉ đạo',
                'verbose_name_plural': 'ý kiến chỉ đạo',
                'ordering': ['-said_at', '-id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='instruction_says_what')],
            },
        ),
    ]
