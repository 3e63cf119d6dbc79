from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0002_accounts_in_danger'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='delegation',
            name='delegation_scope_names_its_object',
        ),
        migrations.AddField(
            model_name='delegation',
            name='mission_id',
            field=models.BigIntegerField(blank=True, null=True, verbose_name='nhiệm vụ'),
        ),
        migrations.AlterField(
            model_name='delegation',
            name='scope',
            field=models.CharField(choices=[('ALL', 'Toàn bộ công việc của chức vụ'), ('PORTFOLIO', 'Một lĩnh vực'), ('UNIT', 'Một đơn vị'), ('MISSION', 'Một nhiệm vụ')], max_length=10, verbose_name='phạm vi'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mission_id__isnull', True), ('portfolio__isnull', True), ('scope', 'ALL'), ('unit__isnull', True)), models.Q(('mission_id__isnull', True), ('portfolio__isnull', False), ('scope', 'PORTFOLIO'), ('unit__isnull', True)), models.Q(('mission_id__isnull', True), ('portfolio__isnull', True), ('scope', 'UNIT'), ('unit__isnull', False)), models.Q(('mission_id__isnull', False), ('portfolio__isnull', True), ('scope', 'MISSION'), ('unit__isnull', True)), _connector='OR'), name='delegation_scope_names_its_object'),
        ),
    ]
