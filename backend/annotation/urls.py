from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.annotation import views
from backend.annotation.consumers import ImageConsumer
from backend.annotation.workflow import TRANSITIONS

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("images/<uuid:image_id>/annotation/", views.DocumentView.as_view(), name="annotation"),
    path("images/<uuid:image_id>/annotation/model/", views.PinModelView.as_view(), name="annotation-model"),
    path("images/<uuid:image_id>/operations/", views.OperationsView.as_view(), name="operations"),
    *(
        path(
            f"images/<uuid:image_id>/annotation/{name}/",
            views.WorkflowView.as_view(transition=name),
            name=f"annotation-{name}",
        )
        for name in TRANSITIONS
    ),
]
websocket_urlpatterns: list[URLPattern | URLResolver] = [
    path("ws/images/<uuid:image_id>/", ImageConsumer.as_asgi()),
]
