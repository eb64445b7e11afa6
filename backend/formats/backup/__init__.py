"""Stipple's own backup: everything of a project in one archive, and a project made from one.

``manifest.json`` (written last) has the version of the layout, counts and the SHA-256 of ``checksums.txt``, which has
that of every other file. ``project.json`` holds settings, labels, people, batches and roles; ``images/*.jsonl`` one
image a line, with its document, its whole log, comments and submissions; ``versions/*`` what was frozen;
``photos/<sha256>`` the bytes that were uploaded.
"""
