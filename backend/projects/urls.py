from __future__ import annotations

from django.urls import URLPattern, URLResolver
from rest_framework.routers import SimpleRouter

from backend.projects import views

router = SimpleRouter()
router.register("projects", views.ProjectViewSet)
router.register("labels", views.LabelViewSet)

api_urlpatterns: list[URLPattern | URLResolver] = [*router.urls]
