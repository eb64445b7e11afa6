from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.work import views

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<int:project_id>/next/", views.NextImage.as_view(), name="project-next"),
]
