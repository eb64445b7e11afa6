from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from backend.accounts import team_views, views

router = SimpleRouter()
router.register("tokens", views.TokenViewSet)
router.register("organizations", team_views.OrganizationViewSet)
router.register("memberships", team_views.MembershipViewSet)

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("auth/login/", views.LoginView.as_view(), name="login"),
    path("auth/logout/", views.LogoutView.as_view(), name="logout"),
    path("auth/password/change/", views.PasswordChangeView.as_view(), name="password-change"),
    path("auth/password/reset/", views.PasswordResetView.as_view(), name="password-reset"),
    path("auth/password/reset/confirm/", views.PasswordResetConfirmView.as_view(), name="password-reset-confirm"),
    path("me/", views.MeView.as_view(), name="me"),
    *router.urls,
]
