from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from backend.accounts import audit_views, group_views, invitation_views, team_views, views

router = SimpleRouter()
router.register("tokens", views.TokenViewSet)
router.register("organizations", team_views.OrganizationViewSet)
router.register("memberships", team_views.MembershipViewSet)
router.register("groups", group_views.GroupViewSet)

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("auth/login/", views.LoginView.as_view(), name="login"),
    path("auth/logout/", views.LogoutView.as_view(), name="logout"),
    path("auth/password/change/", views.PasswordChangeView.as_view(), name="password-change"),
    path("auth/password/reset/", views.PasswordResetView.as_view(), name="password-reset"),
    path("auth/password/reset/confirm/", views.PasswordResetConfirmView.as_view(), name="password-reset-confirm"),
    path("me/", views.MeView.as_view(), name="me"),
    *router.urls,
    path("organizations/<int:organization_id>/invitations/", invitation_views.TeamInvitations.as_view()),
    path(
        "organizations/<int:organization_id>/invitations/<int:invitation_id>/",
        invitation_views.OneInvitation.as_view(),
    ),
    path("invitations/<str:code>/", invitation_views.Offer.as_view()),
    path("invitations/<str:code>/accept/", invitation_views.AcceptOffer.as_view()),
    path("organizations/<int:organization_id>/audit/", audit_views.TeamAudit.as_view()),
    path("organizations/<int:organization_id>/audit.csv", audit_views.TeamAuditCsv.as_view()),
]
