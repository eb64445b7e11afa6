"""Each mask names the model that made it: taken from the log, by the same fold that replays it."""

from django.db import migrations

from backend.annotation.fold import fold
from backend.annotation.state import Entry


def name_models(apps, schema_editor):
    Annotation = apps.get_model("annotation", "Annotation")
    Operation = apps.get_model("annotation", "Operation")
    Object = apps.get_model("annotation", "Object")
    for key in Annotation.objects.filter(operations__kind="decoded").distinct().values_list("pk", flat=True):
        rows = Operation.objects.filter(annotation_id=key).order_by("revision")
        log = [Entry(row.revision, row.kind, row.payload, row.actor_id, row.client_id) for row in rows]
        for item in fold(log).live():
            if item.model is not None:
                Object.objects.filter(pk=item.id, annotation_id=key).update(model=item.model)


class Migration(migrations.Migration):

    dependencies = [("annotation", "0003_models")]

    operations = [migrations.RunPython(name_models, migrations.RunPython.noop)]
