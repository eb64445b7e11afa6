from django.db import migrations, models


def to_lists(apps, schema_editor):
    """Before, a schema was any JSON object, and nothing read it."""
    apps.get_model("projects", "Label").objects.update(attributes_schema=[])


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0002_guidelines'),
    ]

    operations = [
        migrations.AlterField(
            model_name='label',
            name='attributes_schema',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.RunPython(to_lists, migrations.RunPython.noop),
    ]
