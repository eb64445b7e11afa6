from django.db import migrations, models


def fill_base_revision(apps, schema_editor):
    """Until now a base was made by the last of its object's inputs that is no click."""
    objects = apps.get_model("annotation", "Object").objects.filter(base__isnull=False)
    for item in objects.only("pk", "inputs", "clicks").iterator():
        made = max(set(item.inputs) - {click["r"] for click in item.clicks}, default=0)
        objects.filter(pk=item.pk).update(base_revision=made)


class Migration(migrations.Migration):

    dependencies = [
        ("annotation", "0006_bounds"),
    ]

    operations = [
        migrations.AddField(
            model_name="object",
            name="crop",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="object",
            name="base_revision",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(fill_base_revision, migrations.RunPython.noop),
    ]
