"""What each replica is for; of those that there are, the original says it."""

from django.db import migrations, models


def fill(apps, schema_editor):
    replicas = apps.get_model("images", "Image").objects.filter(replica__gt=0)
    replicas.filter(original__is_gold=True).update(replica_for="gold")
    replicas.exclude(original__is_gold=True).update(replica_for="consensus")


class Migration(migrations.Migration):
    dependencies = [("images", "0006_queue")]

    operations = [
        migrations.AddField(
            model_name="image",
            name="replica_for",
            field=models.CharField(
                blank=True,
                choices=[("consensus", "Consensus"), ("gold", "Gold"), ("abandoned", "Abandoned")],
                default="",
                max_length=9,
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(
                fields=["project", "id"],
                name="image_replica_to_do",
                condition=models.Q(
                    ("replica_for", "consensus"), ("state__in", ("new", "prelabelled", "in_progress", "rejected"))
                ),
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
