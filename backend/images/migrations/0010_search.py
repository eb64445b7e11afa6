"""An index for parts of names, on PostgreSQL, where the database's owner may use the extension that makes it."""

from __future__ import annotations

import logging
from typing import Any

from django.db import DatabaseError, migrations, transaction

logger = logging.getLogger(__name__)


def index_names(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            schema_editor.execute(
                "CREATE INDEX IF NOT EXISTS image_name_parts ON images_image USING gin (upper(name) gin_trgm_ops)"
            )
    except DatabaseError as error:
        logger.warning("Searching images by name will be slow with very many of them: %s", error)


def drop_index(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS image_name_parts")


class Migration(migrations.Migration):
    dependencies = [("images", "0009_lists")]

    operations = [migrations.RunPython(index_names, drop_index)]
