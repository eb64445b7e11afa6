from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.duplicates import views

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("images/<uuid:image_id>/similar/", views.SimilarImages.as_view(), name="image-similar"),
    path("projects/<int:project_id>/duplicates/", views.ProjectDuplicates.as_view(), name="project-duplicates"),
]
