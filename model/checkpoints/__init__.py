"""Checkpoints made by others: the published list, downloading, restricted reading, strict checks, conversion.

``python -m model.checkpoints list|fetch|verify|convert|install``. Importing this needs no torch; reading a checkpoint
does.
"""
