"""Deputies of units' heads start and hand in by a delegation alone, so the seats that
are there lose what their rank no longer begins with. What a person gave such a seat on
purpose (an entry of it stands in the history) stays."""

from django.db import migrations

DEPUTIES = ('DEPUTY_CHIEF_OF_OFFICE', 'DEPUTY_DIVISION_HEAD')
OF_THE_HEAD = ('start_work', 'report_work')


def leave_it_to_the_head(apps, schema_editor):
    Post = apps.get_model('organization', 'Post')
    Grant = apps.get_model('organization', 'UnitGroupObjectPermission')
    Entry = apps.get_model('history', 'HistoryEntry')
    given = Entry.objects.filter(subject_type='post', kind='GRANT_CHANGED')
    posts = Post.objects.filter(rank__in=DEPUTIES).exclude(
        pk__in=list(given.values_list('subject_id', flat=True))
    )
    for post in posts:
        Grant.objects.filter(
            group_id=post.group_id,
            content_object_id=post.unit_id,
            permission__codename__in=OF_THE_HEAD,
        ).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0004_reorganisation'),
        ('history', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(leave_it_to_the_head, migrations.RunPython.noop),
    ]
