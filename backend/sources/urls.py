from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.sources import views

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<int:project_id>/sources/", views.ProjectSources.as_view(), name="project-sources"),
    path("projects/<int:project_id>/sources/test/", views.UnsavedSourceTest.as_view(), name="source-test-unsaved"),
    path("projects/<int:project_id>/source-folders/", views.SourceFolders.as_view(), name="source-folders"),
    path("sources/<int:source_id>/", views.OneSource.as_view(), name="source"),
    path("sources/<int:source_id>/test/", views.SourceTest.as_view(), name="source-test"),
    path("sources/<int:source_id>/sync/", views.SyncSource.as_view(), name="source-sync"),
    path("sources/<int:source_id>/refused/", views.RefusedFiles.as_view(), name="source-refused"),
]
