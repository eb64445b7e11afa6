from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from backend.jobs import views

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<int:project_id>/jobs/", views.ProjectJobs.as_view(), name="project-jobs"),
    path("jobs/<uuid:job_id>/", views.OneJob.as_view(), name="job"),
    path("jobs/<uuid:job_id>/cancel/", views.CancelJob.as_view(), name="job-cancel"),
    path("jobs/<uuid:job_id>/pause/", views.PauseJob.as_view(), name="job-pause"),
    path("jobs/<uuid:job_id>/resume/", views.ResumeJob.as_view(), name="job-resume"),
    path("jobs/<uuid:job_id>/result/", views.JobResult.as_view(), name="job-result"),
]
