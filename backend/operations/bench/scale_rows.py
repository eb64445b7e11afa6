"""A generated project of many images and objects, written by PostgreSQL itself: no file, no history, real masks.

Every object has one of MASKS masks at one of their places, so that exporters read and write what they do otherwise.
Labels are as uneven as those of COCO: label n has one part in n of what the first has. One image in 20 has a tag, the
last tag RARE of them; names are those of cameras. Written without indexes, which are made afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from django.db import connection

from backend.accounts.models import Membership, Organization, User
from backend.accounts.roles import Role
from backend.projects.models import Label, Project
from kernels import rle

WIDTH, HEIGHT = 640, 480
MASKS = 64
LABELS = 80
TAGS = ("night", "rain", "blurred", "rare")
RARE = 100
STATES = ("new", "prelabelled", "in_progress", "submitted", "accepted", "accepted", "accepted", "rejected")
TABLES = ("images_image", "images_imagetag", "annotation_annotation", "annotation_object")

IMAGES = """
INSERT INTO images_image (id, project_id, name, sha256, size_bytes, media_type, width, height, status, state, priority,
    replica, replica_for, is_gold, is_dealt, has_objects, flag_reason, flagged_at, metadata, attempts, created, updated,
    created_by_id)
SELECT md5('image ' || n)::uuid, %(project)s,
    'camera ' || n %% 40 || '/frame ' || lpad(n::text, 8, '0') || '.jpg',
    md5(n::text) || md5('x' || n), 100000 + n %% 900000, 'image/jpeg', %(width)s, %(height)s, 'ready',
    (%(states)s)[1 + n %% 8],
    0, 0, '', n %% 5000 = 1, false, %(per_image)s > 0, CASE WHEN n %% 1000 = 2 THEN 'dark' ELSE '' END,
    CASE WHEN n %% 1000 = 2 THEN now() END,
    CASE WHEN n %% 2 = 0 THEN jsonb_build_object('camera', n %% 40, 'place', 'street ' || n / 20 %% 5000) ELSE '{}' END,
    0,
    now() - n * interval '1 minute', now() - (n::bigint * 7919 %% %(images)s) * interval '1 minute', %(user)s
FROM generate_series(1, %(images)s) AS n
"""
TAGGED = """
INSERT INTO images_imagetag (image_id, name, key)
SELECT md5('image ' || n)::uuid, tag, tag FROM generate_series(1, %(images)s) AS n,
LATERAL (SELECT CASE WHEN n <= %(rare)s THEN %(rarest)s ELSE (%(tags)s::text[])[1 + n / 20 %% 3] END AS tag) AS t
WHERE n %% 20 = 0 OR n <= %(rare)s
"""
ANNOTATIONS = """
INSERT INTO annotation_annotation (image_id, revision, model_name, model_digest, requested_revision, answered_revision,
    requested_worker, attempts, background, next_t, leases, created, updated)
SELECT id, 1, '', '', 0, 0, '', 0, '[]', 1, '{}', created, updated FROM images_image
"""
OBJECTS = """
INSERT INTO annotation_object (id, annotation_id, label_id, source, rle, bbox, area, quality, z, is_locked, is_proposal,
    attributes, clicks, base_clicks, inputs, answered, is_answered, "left", top, "right", bottom, input_revision,
    mask_revision, base_revision, shape)
SELECT gen_random_uuid(), a.id,
    (%(labels)s::bigint[])[least(%(label_count)s, floor(%(label_count)s ^ random())::int)],
    'click', m.rle, m.bbox, m.area, random(), k, false, false, '{}', '[]', 0, '[]', '[]', true,
    m."left", m.top, m."right", m.bottom, 1, 1, 0, 'mask'
FROM annotation_annotation AS a, generate_series(1, %(per_image)s) AS k,
LATERAL (SELECT * FROM bench_masks WHERE number = (a.id * 31 + k) %% %(masks)s) AS m
"""
REFERENCES = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)
"""
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexdef NOT LIKE 'CREATE UNIQUE%%'
"""
MASK_TABLE = """
CREATE TEMPORARY TABLE bench_masks (number int PRIMARY KEY, rle jsonb, bbox jsonb, area int,
    "left" int, top int, "right" int, bottom int)
"""


def generate(images: int, objects: int) -> tuple[Project, User]:
    """The project, and its owner."""
    team = Organization.objects.create(name="Scale")
    owner = User.objects.create(username="scale", name="Scale")
    Membership.objects.create(organization=team, user=owner, role=Role.OWNER)
    project = Project.objects.create(organization=team, name="Streets")
    labels = Label.objects.bulk_create(
        Label(project=project, name=f"label {n:02}", color="#3388ff", position=n) for n in range(LABELS)
    )
    values: dict[str, Any] = {
        "project": project.pk, "user": owner.pk, "images": images, "width": WIDTH, "height": HEIGHT, "rare": RARE,
        "states": list(STATES), "rarest": TAGS[-1], "tags": list(TAGS[:-1]), "labels": [label.pk for label in labels],
        "label_count": LABELS, "per_image": objects // images, "masks": MASKS,
    }  # fmt: skip
    with connection.cursor() as cursor, _without_indexes():
        cursor.execute(MASK_TABLE)
        cursor.executemany("INSERT INTO bench_masks VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", list(_masks()))
        for statement in (IMAGES, TAGGED, ANNOTATIONS, OBJECTS):
            cursor.execute(statement, values)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return project, owner


def _masks() -> Iterator[tuple[Any, ...]]:
    """Ellipses of many sizes, each in a place of its own."""
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    for number in range(MASKS):
        y, x = 60 + number * 53 % (HEIGHT - 120), 60 + number * 97 % (WIDTH - 120)
        mask = ((rows - y) / (8 + number % 50)) ** 2 + ((columns - x) / (8 + number * 7 % 50)) ** 2 <= 1
        encoded = rle.encode(mask)
        left, top, width, height = rle.bbox_xywh(encoded)
        box = (left, top, width, height)
        yield (
            number, json.dumps(encoded), json.dumps(box), int(mask.sum()), left, top, left + width, top + height,
        )  # fmt: skip


@contextmanager
def _without_indexes() -> Iterator[None]:
    """Plain indexes and references of TABLES are dropped, and made again after the block; what is unique stays."""
    with connection.cursor() as cursor:
        cursor.execute(REFERENCES, [list(TABLES)])
        references = cursor.fetchall()
        cursor.execute(INDEXES, [list(TABLES)])
        indexes = cursor.fetchall()
        for table, name, _ in references:
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in references:
            cursor.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')
