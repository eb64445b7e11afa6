"""Settings of the test run: the product's own, on a throw-away data folder; each process of xdist has its own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from dataclasses import replace

if not os.environ.get("STIPPLE_DATA") or "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["STIPPLE_DATA"] = tempfile.mkdtemp(prefix="stipple-test-")
    atexit.register(shutil.rmtree, os.environ["STIPPLE_DATA"], ignore_errors=True)

from backend.config.settings import *  # noqa: F403
from backend.config.settings import DATABASES
from backend.config.settings import ENV as PRODUCT

# Tests ask faster than people, and each under the same few ids; those of the limits switch them on.
ENV = replace(PRODUCT, rate_read=0, rate_write=0, rate_upload=0, rate_heavy=0)

# Threads of async tests must not keep connections that would stop the test database from being dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
# Each test client loads the middleware anew: WhiteNoise then reads all static files first (38 ms), unless told to look
# for a file when it is asked for.
WHITENOISE_AUTOREFRESH = True
