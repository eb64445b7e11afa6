from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.images import marking_views, saved_view_views, views
from backend.images.consumers import ProjectConsumer

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<int:project_id>/images/", views.ProjectImages.as_view(), name="project-images"),
    path("projects/<int:project_id>/images/at/<int:index>/", views.ImageAt.as_view(), name="project-image-at"),
    path("projects/<int:project_id>/images/count/", views.ImageCount.as_view(), name="project-image-count"),
    path("projects/<int:project_id>/metadata/", marking_views.MetadataTable.as_view(), name="project-metadata"),
    path("projects/<int:project_id>/views/", saved_view_views.ProjectViews.as_view(), name="project-views"),
    path("views/<int:view_id>/", saved_view_views.OneView.as_view(), name="view"),
    path("views/<int:view_id>/default/", saved_view_views.ViewDefault.as_view(), name="view-default"),
    path("images/<uuid:image_id>/", views.OneImage.as_view(), name="image"),
    path("images/<uuid:image_id>/flag/", marking_views.ImageFlag.as_view(), name="image-flag"),
    path("images/<uuid:image_id>/tags/", marking_views.ImageTags.as_view(), name="image-tags"),
    path("images/<uuid:image_id>/metadata/", marking_views.ImageMetadata.as_view(), name="image-metadata"),
    path("projects/<int:project_id>/tags/", marking_views.ProjectTags.as_view(), name="project-tags"),
    path("images/<uuid:image_id>/file/", views.ImageFile.as_view(), name="image-file"),
    path("images/<uuid:image_id>/display/", views.ImageDisplay.as_view(), name="image-display"),
    path("images/<uuid:image_id>/thumbnail/", views.ImageThumbnail.as_view(), name="image-thumbnail"),
    path("images/<uuid:image_id>/tiles/<int:z>/<int:x>/<int:y>/", views.ImageTile.as_view(), name="image-tile"),
]
websocket_urlpatterns: list[URLPattern | URLResolver] = [
    path("ws/projects/<int:project_id>/", ProjectConsumer.as_asgi()),
]
