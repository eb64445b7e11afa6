from django.apps import AppConfig


class VersionsConfig(AppConfig):
    name = "backend.versions"
    label = "versions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from backend.versions import signals  # noqa: F401
