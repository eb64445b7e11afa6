"""What runs beside the web process: database, migrations, Redis or Valkey, the workers."""

from __future__ import annotations

from typing import Any

import redis
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from backend.annotation.live_workers import worker_from_text
from backend.config.env import Environment
from backend.operations.doctor.finding import Finding, missing, real, weak
from backend.operations.supervisor.lock import is_alive, read_status

START = "start the product: make run"


def database(environment: Environment) -> Finding:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        remedy = "check STIPPLE_DATABASE_URL and that the server runs; unset, SQLite in the data folder is used"
        return missing("database", reason, remedy)
    if not environment.is_sqlite:
        version = connection.cursor().connection.server_version
        return real("database", f"PostgreSQL {version // 10000} at {connection.settings_dict['HOST'] or 'a socket'}")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    detail = f"SQLite in {connection.settings_dict['NAME']}, journal {mode}"
    return (
        real("database", detail) if mode == "wal" else weak("database", detail, "put it on a local disk: WAL needs one")
    )


def migrations(_: Environment) -> Finding:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return missing("migrations", "the database does not answer", "see database")
    if waiting:
        first = f"{waiting[0][0].app_label}.{waiting[0][0].name}"
        return missing("migrations", f"{len(waiting)} not applied, the first is {first}", "manage.py setup")
    return real("migrations", "all applied")


def admin(_: Environment) -> Finding:
    try:
        count = get_user_model().objects.filter(is_superuser=True, is_active=True).count()
    except DatabaseError:
        return missing("admin", "the table of users cannot be read", "manage.py setup")
    if not count:
        return missing("admin", "nobody can administer this installation", "manage.py setup")
    return real("admin", f"{count} active")


def broker(environment: Environment) -> Finding:
    kind = "embedded Valkey" if environment.has_embedded_redis else environment.redis_url.rsplit("@", 1)[-1]
    try:
        server: Any = _redis(environment).info("server")
    except (redis.RedisError, OSError) as error:
        remedy = START if environment.has_embedded_redis else "check STIPPLE_REDIS_URL and that the server runs"
        return missing("redis", f"{kind} does not answer ({type(error).__name__})", remedy)
    return real("redis", f"{kind}, protocol of {server.get('redis_version', '?')}")


def supervisor(environment: Environment) -> Finding:
    status = read_status(environment.data)
    if not is_alive(status.get("pid")):
        return weak(
            "supervisor", "`manage.py run` does not run on this data folder", f"{START} (or run the parts apart)"
        )
    table = ", ".join(f"{name} {'ready' if c['ready'] else 'NOT READY'}" for name, c in status["children"].items())
    if not status.get("ready"):
        return weak("supervisor", f"process {status['pid']}: {table}", f"look into {environment.data / 'logs'}")
    return real("supervisor", f"process {status['pid']} at {status['url']}: {table}")


def interactive_workers(environment: Environment) -> Finding:
    try:
        client = _redis(environment)
        texts = [client.get(key) for key in client.scan_iter("stipple:worker:*")]
    except (redis.RedisError, OSError):
        return missing("interactive workers", "unknown: Redis does not answer", "see redis")
    workers = [worker_from_text(text.decode()) for text in texts if isinstance(text, bytes)]
    if not workers:
        return missing("interactive workers", "none alive: clicks are kept, but no masks come", START)
    table = "; ".join(
        f"{worker.id} on {worker.device} with {', '.join(sorted(worker.models)) or 'no model'}"
        for worker in sorted(workers, key=lambda worker: worker.id)
    )
    return real("interactive workers", table)


def batch_workers(environment: Environment) -> Finding:
    from backend.config.celery import app

    try:
        _redis(environment).ping()
        queues = app.control.inspect(timeout=1.0).active_queues() or {}
    except (redis.RedisError, OSError):
        return missing("batch workers", "unknown: Redis does not answer", "see redis")
    names = sorted(name for name, own in queues.items() if any(queue["name"] == "batch" for queue in own))
    if not names:
        return missing("batch workers", "none alive: uploads stay in processing, exports wait", START)
    return real("batch workers", ", ".join(names))


def _redis(environment: Environment) -> redis.Redis:
    return redis.Redis.from_url(environment.redis_url, socket_connect_timeout=2, socket_timeout=2)
