from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.bulk import views

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<int:project_id>/bulk/", views.BulkChanges.as_view(), name="project-bulk"),
    path("jobs/<uuid:job_id>/undo/", views.BulkUndo.as_view(), name="job-undo"),
]
