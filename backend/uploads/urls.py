from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.uploads import views

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<int:project_id>/uploads/", views.ProjectUploads.as_view(), name="project-uploads"),
    path("uploads/<uuid:upload_id>/", views.OneUpload.as_view(), name="upload"),
]
