from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.formats import backup_views, label_set_views, views

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<int:project_id>/import-files/", views.ImportFiles.as_view(), name="import-files"),
    path("import-files/<uuid:file_id>/", views.OneImportFile.as_view(), name="import-file"),
    path("organizations/<int:organization_id>/restore/", backup_views.Restore.as_view(), name="restore"),
    path("projects/<int:project_id>/label-set/", label_set_views.LabelSet.as_view(), name="label-set"),
]
