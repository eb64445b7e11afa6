from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.work import batch_views, views

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<int:project_id>/next/", views.NextImage.as_view(), name="project-next"),
    path("projects/<int:project_id>/assign/", views.Assignment.as_view(), name="project-assign"),
    path("projects/<int:project_id>/assignments/", views.PeopleAtWork.as_view(), name="project-assignments"),
    path("projects/<int:project_id>/batches/", batch_views.ProjectBatches.as_view(), name="project-batches"),
    path("batches/<int:batch_id>/", batch_views.OneBatch.as_view(), name="batch"),
    path("images/<uuid:image_id>/gold/", views.ImageGold.as_view(), name="image-gold"),
]
