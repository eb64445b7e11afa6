from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from backend.projects import role_views, views

router = SimpleRouter()
router.register("projects", views.ProjectViewSet)
router.register("labels", views.LabelViewSet)

api_urlpatterns: list[URLPattern | URLResolver] = [
    *router.urls,
    path("projects/<int:project_id>/roles/", role_views.ProjectRoles.as_view()),
    path("projects/<int:project_id>/roles/<int:user_id>/", role_views.OneProjectRole.as_view()),
]
