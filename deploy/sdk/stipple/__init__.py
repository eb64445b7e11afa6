"""The Python library of Stipple: ``Client`` blocks, ``AsyncClient`` is awaited, and both can do the same.

with stipple.Client() as client:            # address and token as `stipple login` kept them
    for image in client.images.list(project, state="new"):
        print(image["name"])
"""

from stipple.client import AsyncClient, Client
from stipple.errors import (
    BadPrediction,
    BrokenDownload,
    Conflict,
    Forbidden,
    Invalid,
    JobFailed,
    NotConfigured,
    NotFound,
    NotLoggedIn,
    RateLimited,
    ServerFailed,
    ServerRefused,
    StippleError,
    Unreachable,
)
from stipple.imports import ImportReport
from stipple.predictions import ImagePredictions, Prediction
from stipple.retrying import Retries
from stipple.uploads import Uploaded
from stipple.version import VERSION as __version__

__all__ = [
    "AsyncClient",
    "BadPrediction",
    "BrokenDownload",
    "Client",
    "Conflict",
    "Forbidden",
    "ImagePredictions",
    "ImportReport",
    "Invalid",
    "JobFailed",
    "NotConfigured",
    "NotFound",
    "NotLoggedIn",
    "Prediction",
    "RateLimited",
    "Retries",
    "ServerFailed",
    "ServerRefused",
    "StippleError",
    "Unreachable",
    "Uploaded",
    "__version__",
]
