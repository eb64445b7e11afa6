from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.webhooks import views

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("webhooks/events/", views.WebhookEvents.as_view(), name="webhook-events"),
    path("projects/<int:project_id>/webhooks/", views.ProjectWebhooks.as_view(), name="project-webhooks"),
    path("organizations/<int:organization_id>/webhooks/", views.TeamWebhooks.as_view(), name="team-webhooks"),
    path("webhooks/<int:webhook_id>/", views.OneWebhook.as_view(), name="webhook"),
    path("webhooks/<int:webhook_id>/secret/", views.WebhookSecret.as_view(), name="webhook-secret"),
    path("webhooks/<int:webhook_id>/ping/", views.WebhookPing.as_view(), name="webhook-ping"),
    path("webhooks/<int:webhook_id>/deliveries/", views.WebhookDeliveries.as_view(), name="webhook-deliveries"),
    path("webhook-deliveries/<uuid:delivery_id>/", views.OneDelivery.as_view(), name="webhook-delivery"),
    path("webhook-deliveries/<uuid:delivery_id>/redeliver/", views.DeliveryAgain.as_view(), name="webhook-again"),
]
