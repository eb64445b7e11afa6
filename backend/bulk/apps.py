from django.apps import AppConfig


class BulkConfig(AppConfig):
    name = "backend.bulk"
    default_auto_field = "django.db.models.BigAutoField"
