"""Run the tests of the back end and the worker again on PostgreSQL and Redis; without them say so and pass.

The servers: STIPPLE_TEST_POSTGRES_URL and STIPPLE_TEST_REDIS_URL, else those of this machine on their usual ports.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

POSTGRES = "postgres://postgres@127.0.0.1:5432/stipple"
REDIS = "redis://127.0.0.1:6379/15"
PRODUCT_DATABASE = "stipple_product_test"
FOLDERS = ("tests/backend", "tests/worker", "tests/security", "tests/contract")


def main() -> int:
    database = os.environ.get("STIPPLE_TEST_POSTGRES_URL", POSTGRES)
    broker = os.environ.get("STIPPLE_TEST_REDIS_URL", REDIS)
    reason = _why_not_postgres(database) or _why_not_redis(broker)
    if reason:
        print(f"SKIPPED: the second run on PostgreSQL and Redis: {reason}")
        return 0
    environment = os.environ | {"STIPPLE_DATABASE_URL": database, "STIPPLE_REDIS_URL": broker}
    folders = [folder for folder in FOLDERS if Path(folder).is_dir()]
    print(f"pytest again on {database.rsplit('@', 1)[-1]} and {broker.rsplit('@', 1)[-1]}", flush=True)
    command = [sys.executable, "-m", "pytest", "-m", "not browser and not product", "--create-db", *folders]
    code = subprocess.run(command, env=environment).returncode
    return _test_product(database, broker) or code


def _test_product(database: str, broker: str) -> int:
    """The whole product on an empty database of its own, which is dropped again."""
    print("the running product again on these servers", flush=True)
    given = {
        "STIPPLE_TEST_PRODUCT_DATABASE_URL": f"{database.rsplit('/', 1)[0]}/{PRODUCT_DATABASE}",
        "STIPPLE_TEST_PRODUCT_REDIS_URL": broker,
    }
    drop = f"DROP DATABASE IF EXISTS {PRODUCT_DATABASE} WITH (FORCE)"
    _administer(database, drop, f"CREATE DATABASE {PRODUCT_DATABASE}")
    try:
        command = [sys.executable, "-m", "pytest", "-m", "product", "tests/faults/test_product.py"]
        return subprocess.run(command, env=os.environ | given).returncode
    finally:
        _administer(database, drop)


def _administer(url: str, *statements: str) -> None:
    import psycopg2

    connection = psycopg2.connect(url.rsplit("/", 1)[0] + "/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def _why_not_postgres(url: str) -> str:
    import psycopg2

    try:
        psycopg2.connect(url.rsplit("/", 1)[0] + "/postgres", connect_timeout=3).close()
    except psycopg2.OperationalError as error:
        return f"no PostgreSQL answers ({str(error).strip().splitlines()[0]}); set STIPPLE_TEST_POSTGRES_URL"
    return ""


def _why_not_redis(url: str) -> str:
    import redis

    try:
        redis.Redis.from_url(url, socket_connect_timeout=3).ping()
    except redis.RedisError as error:
        return f"no Redis answers ({error}); set STIPPLE_TEST_REDIS_URL"
    return ""


if __name__ == "__main__":
    sys.exit(main())
