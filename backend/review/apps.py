from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "backend.review"
    default_auto_field = "django.db.models.BigAutoField"
