"""The table of checks, in the order of the report."""

from __future__ import annotations

from collections.abc import Callable

from backend.config.env import Environment
from backend.operations.doctor import machine, models, policy, services, signing_in
from backend.operations.doctor.finding import Finding

CHECKS: tuple[Callable[[Environment], Finding], ...] = (
    machine.python,
    machine.node,
    machine.frontend,
    machine.data_folder,
    machine.disk,
    services.database,
    services.migrations,
    services.admin,
    services.broker,
    services.supervisor,
    services.interactive_workers,
    services.batch_workers,
    models.device,
    models.model,
    models.models,
    policy.secret_key,
    policy.allowed_hosts,
    policy.email,
    policy.debugging,
    signing_in.single_sign_on,
    machine.chromium,
)


def examine(environment: Environment) -> list[Finding]:
    return [check(environment) for check in CHECKS]
