"""Images that were handed in before submissions were written down wait for review like the others."""

from django.db import migrations


def note(apps, schema_editor):
    Image, Submission = apps.get_model("images", "Image"), apps.get_model("review", "Submission")
    Operation = apps.get_model("annotation", "Operation")
    for image in Image.objects.filter(state="submitted", replica=0).iterator():
        people = Operation.objects.filter(annotation__image=image, actor__isnull=False).order_by("-revision")
        last = people.first()
        Submission.objects.create(
            project_id=image.project_id,
            image=image,
            annotator_id=last.actor_id if last else image.assignee_id,
            at=image.updated,
            revision=last.revision if last else 0,
        )


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial"), ("annotation", "0009_leases")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
