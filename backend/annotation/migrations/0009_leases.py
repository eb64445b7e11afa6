from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotation", "0008_unsure")]

    operations = [
        migrations.AddField(
            model_name="annotation",
            name="leases",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
