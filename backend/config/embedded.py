"""Where the embedded parts of one data folder meet: the private unix socket of its Valkey server.

A unix socket's path may hold 107 bytes on Linux and 103 on macOS. A data folder that lies deeper gets its socket in a
short folder below the system's temporary folder, named after the data folder, so that every process finds it again.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

LONGEST_SOCKET_PATH = 103


def valkey_socket(data: Path) -> Path:
    """The socket's path for the (absolute) data folder; makes nothing."""
    inside = data / "run" / "valkey.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"stipple-{os.getuid()}-{digest}" / "valkey.sock"
