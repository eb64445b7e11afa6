from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "backend.review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from backend.annotation.workflow import transitioned
        from backend.review.submissions import note_transition

        transitioned.connect(note_transition, dispatch_uid="review.submissions")
