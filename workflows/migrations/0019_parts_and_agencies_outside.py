"""Parts, merged and replaced missions; agencies outside and what they answer."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Parts make a tree, and nobody works at a part of what is over already. The services
# hold the rows in question; this is for whoever writes past them.
FORWARD = """
CREATE FUNCTION workflows_parts_make_a_tree() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    above bigint := NEW.parent_id;
    steps integer := 0;
BEGIN
    WHILE above IS NOT NULL LOOP
        steps := steps + 1;
        IF above = NEW.id OR steps > 100 THEN
            RAISE EXCEPTION 'a mission cannot be a part of itself'
                USING ERRCODE = 'check_violation';
        END IF;
        SELECT parent_id INTO above FROM workflows_mission WHERE id = above;
    END LOOP;
    IF NEW.state NOT IN ('COMPLETED', 'WITHDRAWN') AND EXISTS (
        SELECT 1 FROM workflows_mission
         WHERE id = NEW.parent_id AND state IN ('COMPLETED', 'WITHDRAWN')
    ) THEN
        RAISE EXCEPTION 'a mission that is over gets no open part'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER mission_parts_make_a_tree
    BEFORE INSERT OR UPDATE OF parent_id ON workflows_mission
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
    EXECUTE FUNCTION workflows_parts_make_a_tree();

CREATE FUNCTION workflows_parts_end_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM workflows_mission
         WHERE parent_id = NEW.id AND state NOT IN ('COMPLETED', 'WITHDRAWN')
    ) THEN
        RAISE EXCEPTION 'a mission ends before its parts only for a stated reason'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

-- At the end of the transaction: one act may end a mission and its parts together.
CREATE CONSTRAINT TRIGGER mission_parts_end_first
    AFTER UPDATE OF state ON workflows_mission
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (
        NEW.state IN ('COMPLETED', 'WITHDRAWN')
        AND OLD.state IS DISTINCT FROM NEW.state
        AND NEW.open_parts_reason = ''
    )
    EXECUTE FUNCTION workflows_parts_end_first();
"""

BACKWARD = """
DROP TRIGGER mission_parts_end_first ON workflows_mission;
DROP TRIGGER mission_parts_make_a_tree ON workflows_mission;
DROP FUNCTION workflows_parts_end_first();
DROP FUNCTION workflows_parts_make_a_tree();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0006_preparing_work'),
        ("workflows", "0018_difficulties_and_follow_ups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OutsideRequest',
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
                ('asked_paper', models.CharField(blank=True, max_length=80, verbose_name='văn bản đề nghị')),
                ('asked_on', models.DateField(verbose_name='ngày đề nghị')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='đề nghị trả lời trước')),
                ('answer_paper', models.CharField(blank=True, max_length=80, verbose_name='văn bản trả lời')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='ngày văn bản trả lời')),
                ('signed_by', models.CharField(blank=True, max_length=200, verbose_name='người ký trả lời')),
                ('file_name', models.CharField(blank=True, max_length=255, verbose_name='tên tệp')),
            ],
            options={
                'verbose_name': 'đề nghị cơ quan ngoài',
                'verbose_name_plural': 'đề nghị cơ quan ngoài',
                'abstract': False,
            },
        ),
        migrations.AlterModelOptions(
            name='mission',
            options={'permissions': [('start_mission', 'nhận và thực hiện nhiệm vụ'), ('report_mission', 'nộp và rút báo cáo'), ('submit_mission', 'kiểm tra thể thức, trình lãnh đạo'), ('approve_mission', 'duyệt hoặc trả lại báo cáo'), ('assign_mission', 'giao và đính chính nhiệm vụ'), ('withdraw_mission', 'thu hồi nhiệm vụ'), ('officer_mission', 'phân công chuyên viên theo dõi'), ('except_mission', 'cho phép riêng một người'), ('prepare_mission', 'tham gia chuẩn bị báo cáo'), ('contribute_mission', 'góp nội dung phối hợp'), ('extend_mission', 'gia hạn nhiệm vụ'), ('plan_mission', 'đặt hạn nội bộ'), ('pause_mission', 'tạm dừng và tiếp tục nhiệm vụ'), ('split_mission', 'tách nhiệm vụ thành phần'), ('derive_mission', 'lập việc của đơn vị'), ('merge_mission', 'gộp nhiệm vụ trùng'), ('replace_mission', 'thay bằng nhiệm vụ mới'), ('outside_mission', 'ghi việc với cơ quan ngoài')], 'verbose_name': 'nhiệm vụ', 'verbose_name_plural': 'nhiệm vụ'},
        ),
        migrations.AddField(
            model_name='mission',
            name='is_own',
            field=models.BooleanField(db_default=False, default=False, verbose_name='việc đơn vị tự lập'),
        ),
        migrations.AddField(
            model_name='mission',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='workflows.mission', verbose_name='gộp vào'),
        ),
        migrations.AddField(
            model_name='mission',
            name='open_parts_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='lý do hoàn thành khi còn phần chưa xong'),
        ),
        migrations.AddField(
            model_name='mission',
            name='parent',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='workflows.mission', verbose_name='là một phần của'),
        ),
        migrations.AddField(
            model_name='mission',
            name='replaces',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='workflows.mission', verbose_name='thay cho'),
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên cơ quan')),
                ('short', models.CharField(max_length=60, verbose_name='tên ngắn')),
            ],
            options={
                'verbose_name': 'cơ quan ngoài',
                'verbose_name_plural': 'cơ quan ngoài',
                'ordering': ['name', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('short', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='agency_has_a_name')],
            },
        ),
        migrations.AddField(
            model_name='draftitem',
            name='led_outside',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflows.agency', verbose_name='cơ quan ngoài chủ trì'),
        ),
        migrations.AddField(
            model_name='mission',
            name='given_by_agency',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='given_missions', to='workflows.agency', verbose_name='cấp trên giao'),
        ),
        migrations.AddField(
            model_name='mission',
            name='led_outside',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='led_missions', to='workflows.agency', verbose_name='cơ quan ngoài chủ trì'),
        ),
        migrations.AddIndex(
            model_name='mission',
            index=models.Index(condition=models.Q(('parent__isnull', False)), fields=['parent', 'id'], name='mission_part'),
        ),
        migrations.AddIndex(
            model_name='mission',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='mission_merged'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', False), ('is_own', False), _connector='OR'), name='mission_own_work_has_a_parent'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('parent', models.F('id')), _negated=True), models.Q(('merged_into', models.F('id')), _negated=True), models.Q(('replaces', models.F('id')), _negated=True)), name='mission_is_tied_to_others_only'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('state', 'WITHDRAWN'), _connector='OR'), name='mission_merged_is_closed'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.CheckConstraint(condition=models.Q(('open_parts_reason', ''), ('state', 'COMPLETED'), _connector='OR'), name='mission_open_parts_when_completed'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.UniqueConstraint(condition=models.Q(('replaces__isnull', False)), fields=('replaces',), name='mission_replaced_once'),
        ),
        migrations.AddField(
            model_name='outsiderequest',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='workflows.agency', verbose_name='cơ quan'),
        ),
        migrations.AddField(
            model_name='outsiderequest',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người trả lời'),
        ),
        migrations.AddField(
            model_name='outsiderequest',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hỏi'),
        ),
        migrations.AddField(
            model_name='outsiderequest',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='workflows.storedfile', verbose_name='tệp'),
        ),
        migrations.AddField(
            model_name='outsiderequest',
            name='mission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='workflows.mission', verbose_name='nhiệm vụ'),
        ),
        migrations.AddIndex(
            model_name='outsiderequest',
            index=models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['mission'], name='outside_open'),
        ),
        migrations.AddConstraint(
            model_name='outsiderequest',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='outsiderequest_says_what'),
        ),
        migrations.AddConstraint(
            model_name='outsiderequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='outsiderequest_answered_by_somebody_at_some_time'),
        ),
        migrations.AddConstraint(
            model_name='outsiderequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_on__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_on__gte', models.F('asked_on')), models.Q(('answer_paper', ''), _negated=True), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='outside_answered_with_a_paper'),
        ),
        migrations.AddConstraint(
            model_name='outsiderequest',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_on__gte', models.F('asked_on')), _connector='OR'), name='outside_due_after_asked'),
        ),
        migrations.AddConstraint(
            model_name='outsiderequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', True), ('file_name', '')), models.Q(('answered_at__isnull', False), ('file__isnull', False), models.Q(('file_name', ''), _negated=True)), _connector='OR'), name='outside_file_with_an_answer'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
