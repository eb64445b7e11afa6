from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ModelStoreConfig(AppConfig):
    name = "backend.model_store"
    label = "model_store"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_sync, sender=self)


def _sync(**_: Any) -> None:
    from backend.model_store.sync import sync_models

    sync_models()
