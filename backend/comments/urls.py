from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.comments import views

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("images/<uuid:image_id>/comments/", views.ImageComments.as_view(), name="image-comments"),
    path("comments/<uuid:comment_id>/", views.OneComment.as_view(), name="comment"),
    path("comments/<uuid:comment_id>/replies/", views.CommentReplies.as_view(), name="comment-replies"),
    path("comments/<uuid:comment_id>/resolved/", views.CommentResolved.as_view(), name="comment-resolved"),
]
