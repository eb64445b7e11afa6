from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.review import views
from backend.review.tables import TABLES, TEAM_TABLES

PROJECT, ORGANIZATION = "projects/<int:project_id>", "organizations/<int:organization_id>"

api_urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{PROJECT}/reviews/", views.ProjectReviews.as_view(), name="project-reviews"),
    path(f"{PROJECT}/reviews/summary/", views.ReviewSummary.as_view(), name="project-reviews-summary"),
    path(f"{PROJECT}/statistics/", views.ProjectStatistics.as_view(), name="project-statistics"),
    path(f"{ORGANIZATION}/statistics/", views.OrganizationStatistics.as_view(), name="organization-statistics"),
    path("me/statistics/", views.MyStatistics.as_view(), name="my-statistics"),
    path("me/rejected/", views.MyRejected.as_view(), name="my-rejected"),
    *(
        path(f"{base}/statistics/{name}.csv", view.as_view(table=name), name=f"{kind}-statistics-{name}")
        for kind, base, view, tables in (
            ("project", PROJECT, views.ProjectTable, TABLES),
            ("organization", ORGANIZATION, views.OrganizationTable, TEAM_TABLES),
        )
        for name in tables
    ),
]
