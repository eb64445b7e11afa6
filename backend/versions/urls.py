from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.versions import difference_views, views

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<int:project_id>/versions/", views.ProjectVersions.as_view(), name="project-versions"),
    path("projects/<int:project_id>/versions/preview/", views.VersionPreview.as_view(), name="version-preview"),
    path("versions/<int:version_id>/", views.OneVersion.as_view(), name="version"),
    path("versions/<int:version_id>/exports/", views.VersionExports.as_view(), name="version-exports"),
    path("versions/<int:version_id>/images/", views.VersionImages.as_view(), name="version-images"),
    path(
        "versions/<int:version_id>/images/<int:index>/file/",
        views.VersionImageFile.as_view(),
        name="version-image-file",
    ),
    path(
        "versions/<int:version_id>/images/<int:index>/thumbnail/",
        views.VersionImageThumbnail.as_view(),
        name="version-image-thumbnail",
    ),
    path(
        "versions/<int:version_id>/diff/<int:other_id>/",
        difference_views.VersionDifference.as_view(),
        name="version-difference",
    ),
    path(
        "versions/<int:version_id>/diff/<int:other_id>/images/",
        difference_views.DifferingImages.as_view(),
        name="version-differing-images",
    ),
]
