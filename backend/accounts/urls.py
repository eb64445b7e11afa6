from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from backend.accounts import audit_views, group_views, invitation_views, mfa_views, sso_views, team_views, views
from backend.accounts.admin_login import admin_login

router = SimpleRouter()
router.register("tokens", views.TokenViewSet)
router.register("organizations", team_views.OrganizationViewSet)
router.register("memberships", team_views.MembershipViewSet)
router.register("groups", group_views.GroupViewSet)

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("auth/login/", views.LoginView.as_view(), name="login"),
    path("auth/login/code/", mfa_views.CodeView.as_view(), name="login-code"),
    path("auth/methods/", sso_views.MethodsView.as_view(), name="login-methods"),
    path("auth/sso/", sso_views.DepartureView.as_view(), name="sso"),
    path("auth/logout/", views.LogoutView.as_view(), name="logout"),
    path("auth/password/change/", views.PasswordChangeView.as_view(), name="password-change"),
    path("auth/password/reset/", views.PasswordResetView.as_view(), name="password-reset"),
    path("auth/password/reset/confirm/", views.PasswordResetConfirmView.as_view(), name="password-reset-confirm"),
    path("me/", views.MeView.as_view(), name="me"),
    path("me/identities/", sso_views.IdentitiesView.as_view(), name="identities"),
    path("me/identities/<int:identity_id>/", sso_views.IdentityView.as_view(), name="identity"),
    path("me/mfa/", mfa_views.MfaView.as_view(), name="mfa"),
    path("me/mfa/offer/", mfa_views.OfferView.as_view(), name="mfa-offer"),
    path("me/mfa/confirm/", mfa_views.ConfirmView.as_view(), name="mfa-confirm"),
    path("me/mfa/recovery-codes/", mfa_views.RecoveryCodesView.as_view(), name="mfa-recovery-codes"),
    path("me/mfa/off/", mfa_views.SwitchOffView.as_view(), name="mfa-off"),
    *router.urls,
    path("organizations/<int:organization_id>/invitations/", invitation_views.TeamInvitations.as_view()),
    path(
        "organizations/<int:organization_id>/invitations/<int:invitation_id>/",
        invitation_views.OneInvitation.as_view(),
    ),
    path("invitations/<str:code>/", invitation_views.Offer.as_view()),
    path("invitations/<str:code>/accept/", invitation_views.AcceptOffer.as_view()),
    path("organizations/<int:organization_id>/audit/", audit_views.TeamAudit.as_view()),
    path("organizations/<int:organization_id>/audit/actors/", audit_views.TeamAuditActors.as_view()),
    path("organizations/<int:organization_id>/audit.csv", audit_views.TeamAuditCsv.as_view()),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("sso/callback/", sso_views.callback, name="sso-callback"),
    path("admin/login/", admin_login, name="admin-login"),
]
