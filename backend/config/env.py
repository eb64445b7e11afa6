"""The environment of every Stipple process, read once and in one place.

Each field is one ``STIPPLE_*`` variable (and ``PORT``). A bad value names the variable, the value and what is allowed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlparse

from backend.config.embedded import valkey_socket
from backend.config.issuer import FIRST_ROLES, issuer_of, lacking_beside_issuer

REPOSITORY = Path(__file__).resolve().parents[2]
ISSUER = "STIPPLE_OIDC_ISSUER"
T = TypeVar("T")


class BadSetting(ValueError):
    """An environment variable that cannot be used; its message says what to write instead."""


@dataclass(frozen=True)
class Environment:
    data: Path
    host: str
    port: int
    database_url: str
    redis_url: str
    secret_key: str
    allowed_hosts: tuple[str, ...]
    debug: bool
    https: bool
    max_pixels: int
    max_upload_mb: int
    max_model_mb: int
    source_folders: tuple[Path, ...]
    source_hosts: tuple[str, ...]
    model: str
    models: tuple[str, ...]
    engine: str
    device: str
    gpu_memory_mb: int
    model_memory_mb: int
    feature_cache_mb: int
    threads: int
    email_url: str
    worker_id: str
    admin_password: str = field(repr=False)
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str = field(repr=False)
    oidc_name: str
    oidc_organization: int
    oidc_role: str
    oidc_only: bool
    oidc_trusts_mfa: bool
    outgoing_hosts: tuple[str, ...]
    webhook_http: bool
    webhook_tries: int
    webhook_retry_s: int
    webhook_timeout_s: int
    webhook_keep_days: int
    rate_read: int
    rate_write: int
    rate_upload: int
    rate_heavy: int

    @property
    def model_store(self) -> Path:
        """The folder of the models that were added to this installation, one folder each."""
        return self.data / "models"

    @property
    def is_sqlite(self) -> bool:
        return not self.database_url

    @property
    def has_embedded_redis(self) -> bool:
        return self.redis_url == f"unix://{valkey_socket(self.data)}"


def read_environment(source: Mapping[str, str] = os.environ) -> Environment:
    """Parse and check the variables; raises BadSetting at the first one that cannot be used."""
    if lacking := lacking_beside_issuer(source):
        raise BadSetting(lacking)
    data = Path(source.get("STIPPLE_DATA", "") or REPOSITORY / "data").expanduser().resolve()
    return Environment(
        data=data,
        host=source.get("STIPPLE_HOST", "127.0.0.1"),
        port=_number(source, "PORT", 8080, 1, 65535),
        database_url=_url(source, "STIPPLE_DATABASE_URL", "", ("postgres", "postgresql")),
        redis_url=_url(source, "STIPPLE_REDIS_URL", f"unix://{valkey_socket(data)}", ("redis", "rediss", "unix")),
        secret_key=source.get("STIPPLE_SECRET_KEY", ""),
        allowed_hosts=_words(source, "STIPPLE_ALLOWED_HOSTS"),
        debug=_flag(source, "STIPPLE_DEBUG"),
        https=_flag(source, "STIPPLE_HTTPS"),
        max_pixels=_number(source, "STIPPLE_MAX_PIXELS", 110_000_000, 1, 10**10),
        max_upload_mb=_number(source, "STIPPLE_MAX_UPLOAD_MB", 200, 1, 10**6),
        max_model_mb=_number(source, "STIPPLE_MAX_MODEL_MB", 4096, 1, 10**6),
        source_folders=_folders(source, "STIPPLE_SOURCE_FOLDERS", data),
        source_hosts=tuple(host.lower() for host in _words(source, "STIPPLE_SOURCE_HOSTS")),
        model=source.get("STIPPLE_MODEL", "") or "nano",
        models=_words(source, "STIPPLE_MODELS"),
        engine=_choice(source, "STIPPLE_ENGINE", "auto", ("auto", "onnx", "torch")),
        device=_choice(source, "STIPPLE_DEVICE", "auto", ("auto", "cpu", "cuda")),
        gpu_memory_mb=_number(source, "STIPPLE_GPU_MEMORY_MB", 0, 0, 10**7),
        model_memory_mb=_number(source, "STIPPLE_MODEL_MEMORY_MB", 2048, 0, 10**7),
        feature_cache_mb=_number(source, "STIPPLE_FEATURE_CACHE_MB", 512, 1, 10**6),
        threads=_number(source, "STIPPLE_THREADS", 0, 0, 1024),
        email_url=_url(source, "STIPPLE_EMAIL_URL", "console://", ("console", "smtp", "smtps", "file")),
        worker_id=source.get("STIPPLE_WORKER_ID", ""),
        admin_password=source.get("STIPPLE_ADMIN_PASSWORD", ""),
        oidc_issuer=_parse(source, ISSUER, "", issuer_of, "an https:// address (http:// only on this machine)"),
        oidc_client_id=source.get("STIPPLE_OIDC_CLIENT_ID", ""),
        oidc_client_secret=source.get("STIPPLE_OIDC_CLIENT_SECRET", ""),
        oidc_name=source.get("STIPPLE_OIDC_NAME", "").strip() or "single sign-on",
        oidc_organization=_number(source, "STIPPLE_OIDC_ORGANIZATION", 0, 0, 2**63 - 1),
        oidc_role=_choice(source, "STIPPLE_OIDC_ROLE", "annotator", FIRST_ROLES),
        oidc_only=_flag(source, "STIPPLE_OIDC_ONLY"),
        oidc_trusts_mfa=_flag(source, "STIPPLE_OIDC_TRUSTS_MFA"),
        outgoing_hosts=_words(source, "STIPPLE_OUTGOING_HOSTS"),
        webhook_http=_flag(source, "STIPPLE_WEBHOOK_HTTP"),
        webhook_tries=_number(source, "STIPPLE_WEBHOOK_TRIES", 8, 1, 20),
        webhook_retry_s=_number(source, "STIPPLE_WEBHOOK_RETRY_S", 15, 1, 3600),
        webhook_timeout_s=_number(source, "STIPPLE_WEBHOOK_TIMEOUT_S", 10, 1, 60),
        webhook_keep_days=_number(source, "STIPPLE_WEBHOOK_KEEP_DAYS", 30, 1, 3650),
        rate_read=_number(source, "STIPPLE_RATE_READ", 12_000, 0, 10**9),
        rate_write=_number(source, "STIPPLE_RATE_WRITE", 3000, 0, 10**9),
        rate_upload=_number(source, "STIPPLE_RATE_UPLOAD", 6000, 0, 10**9),
        rate_heavy=_number(source, "STIPPLE_RATE_HEAVY", 120, 0, 10**9),
    )


def _parse(source: Mapping[str, str], name: str, default: T, convert: Callable[[str], T], allowed: str) -> T:
    text = source.get(name, "").strip()
    if not text:
        return default
    try:
        return convert(text)
    except (ValueError, KeyError):
        raise BadSetting(f"{name}={text!r} cannot be used: it must be {allowed}") from None


def _number(source: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    def convert(text: str) -> int:
        value = int(text)
        if not low <= value <= high:
            raise ValueError(text)
        return value

    return _parse(source, name, default, convert, f"a whole number from {low} to {high}")


def _words(source: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in source.get(name, "").split(",") if word.strip())


def _folders(source: Mapping[str, str], name: str, data: Path) -> tuple[Path, ...]:
    """Folders that people may have read out: none that holds, or lies in, what this installation keeps for itself."""

    def convert(text: str) -> tuple[Path, ...]:
        folders = tuple(Path(word.strip()) for word in text.split(",") if word.strip())
        for folder in folders:
            real = folder.resolve()
            if not folder.is_absolute() or real.is_relative_to(data) or data.is_relative_to(real):
                raise ValueError(text)
        return folders

    allowed = f"absolute paths, separated by commas, none of which holds or lies in the data folder ({data})"
    return _parse(source, name, (), convert, allowed)


def _flag(source: Mapping[str, str], name: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    return _parse(source, name, False, lambda text: words[text.lower()], "1, true, yes, 0, false or no")


def _choice(source: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    table = {word: word for word in allowed}
    return _parse(source, name, default, lambda text: table[text], " or ".join(allowed))


def _url(source: Mapping[str, str], name: str, default: str, schemes: tuple[str, ...]) -> str:
    table = {scheme: scheme for scheme in schemes}

    def convert(text: str) -> str:
        table[urlparse(text).scheme]
        return text

    return _parse(source, name, default, convert, "a URL that starts with " + ", ".join(f"{s}://" for s in schemes))
