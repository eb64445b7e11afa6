"""Images that were handed in before submissions were written down wait for review like the others, and come back to
whoever worked on them when they are rejected."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

CHUNK = 500


def note(apps, schema_editor):
    Image = apps.get_model("images", "Image")
    found = Image.objects.filter(state__in=["submitted", "accepted", "rejected"], replica=0)
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        note_chunk(apps, Image.objects.filter(pk__in=keys[start : start + CHUNK]))


def note_chunk(apps, images):
    Submission, Operation = apps.get_model("review", "Submission"), apps.get_model("annotation", "Operation")
    work = Operation.objects.filter(annotation__image=OuterRef("pk"), actor__isnull=False).exclude(kind="reject")
    last = work.order_by("-revision")
    rows = images.annotate(last_actor=Subquery(last.values("actor")[:1]), last_at=Subquery(last.values("revision")[:1]))
    submissions, orphans = [], []
    for image in rows:
        if image.state == "submitted":
            person = image.last_actor or image.assignee_id
            values = {"project_id": image.project_id, "annotator_id": person, "revision": image.last_at or 0}
            submissions.append(Submission(image=image, at=image.updated, **values))
        if image.assignee_id is None and image.last_actor is not None:
            image.assignee_id = image.last_actor
            orphans.append(image)
    Submission.objects.bulk_create(submissions)
    images.model.objects.bulk_update(orphans, ["assignee"])


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial"), ("annotation", "0009_leases")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
