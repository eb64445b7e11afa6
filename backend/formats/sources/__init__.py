"""The files that somebody hands over, opened safely: one file, a zip or tar archive, or a folder."""

from backend.formats.sources.files import Files
from backend.formats.sources.guarded import Unreadable
from backend.formats.sources.opening import opened

__all__ = ["Files", "Unreadable", "opened"]
