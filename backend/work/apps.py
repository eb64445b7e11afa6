from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "backend.work"
    default_auto_field = "django.db.models.BigAutoField"
