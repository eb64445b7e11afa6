"""Settings that work but deserve a look: secret key, hosts, e-mail, debugging."""

from __future__ import annotations

from backend.config.env import Environment
from backend.operations.doctor.finding import Finding, real, weak

LOCAL = ("127.0.0.1", "localhost", "::1")


def secret_key(environment: Environment) -> Finding:
    if environment.secret_key:
        return real("secret key", "from STIPPLE_SECRET_KEY")
    return real("secret key", f"random, kept in {environment.data / 'secret_key'}")


def allowed_hosts(environment: Environment) -> Finding:
    if "*" in environment.allowed_hosts:
        remedy = "name the hosts: STIPPLE_ALLOWED_HOSTS=stipple.example.org"
        return weak("allowed hosts", "any name is accepted", remedy)
    if environment.host not in LOCAL and not environment.allowed_hosts:
        remedy = "set STIPPLE_ALLOWED_HOSTS to the names that people type, such as stipple.example.org"
        return weak("allowed hosts", f"listens on {environment.host}, answers only to its local names", remedy)
    return real("allowed hosts", ", ".join(environment.allowed_hosts) or "this machine only")


def email(environment: Environment) -> Finding:
    if environment.email_url.startswith("console:"):
        remedy = "set STIPPLE_EMAIL_URL=smtp://user:password@host:587/?starttls=1&from=stipple@example.org"
        return weak("e-mail", "messages (password resets) are only printed to the log", remedy)
    return real("e-mail", environment.email_url.rsplit("@", 1)[-1].split("?")[0])


def debugging(environment: Environment) -> Finding:
    if environment.debug:
        return weak("debugging", "STIPPLE_DEBUG shows internals to visitors", "unset STIPPLE_DEBUG")
    return real("debugging", "off")
