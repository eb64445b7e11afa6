from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.model_store import views

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("models/", views.Models.as_view(), name="models"),
    path("models/published/", views.PublishedModels.as_view(), name="models-published"),
    path("models/<int:model_id>/", views.OneModel.as_view(), name="model"),
    path("models/<int:model_id>/retry/", views.RetryModel.as_view(), name="model-retry"),
    path("models/<int:model_id>/cancel/", views.CancelModel.as_view(), name="model-cancel"),
]
