from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0003_attributes'),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='overlap',
            field=models.BooleanField(default=False),
        ),
    ]
