"""Which server, and with which token: from arguments, else the environment, else what `stipple login` has kept."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from stipple.errors import NotConfigured

URL, TOKEN = "STIPPLE_URL", "STIPPLE_TOKEN"
HINT = "Run `stipple login URL`, or set STIPPLE_URL and STIPPLE_TOKEN."


@dataclass(frozen=True)
class Account:
    """``url`` without a slash at its end."""

    url: str
    token: str


def account(url: str | None = None, token: str | None = None) -> Account:
    """Raises NotConfigured. A kept token goes to no other server than the one it was kept for."""
    kept = kept_account()
    url = (url or os.environ.get(URL) or (kept.url if kept else "")).rstrip("/")
    if not url:
        raise NotConfigured(f"No server is known. {HINT}")
    token = token or os.environ.get(TOKEN) or (kept.token if kept and kept.url == url else "")
    if not token:
        raise NotConfigured(f"There is no token for {url}. {HINT}")
    return Account(url, token.strip())


def config_file() -> Path:
    return _folder("XDG_CONFIG_HOME", ".config") / "account.json"


def state_folder() -> Path:
    """What is to be gone on with after a break: uploads, pre-labelling."""
    return _folder("XDG_STATE_HOME", ".local/state")


def kept_account() -> Account | None:
    """Raises NotConfigured for a file that cannot be read."""
    path = config_file()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Account(str(found["url"]), str(found["token"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotConfigured(f"{path} cannot be read ({error}). Run `stipple login URL` to write it anew.") from None


def keep(kept: Account) -> Path:
    """Readable by its owner alone from its first byte on."""
    path = config_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_suffix(".new")
    aside.unlink(missing_ok=True)
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(kept), file)
    aside.replace(path)
    return path


def forget() -> bool:
    """Whether there was something to forget."""
    path = config_file()
    was_there = path.exists()
    path.unlink(missing_ok=True)
    return was_there


def _folder(variable: str, below_home: str) -> Path:
    base = os.environ.get(variable)
    return (Path(base) if base else Path.home() / below_home) / "stipple"
