"""A run folder as one HTML page that loads nothing, and several runs on one page.

``run`` reads the folder, ``progress`` and ``figures`` say what is shown, ``charts``, ``effects``, ``worst_cases`` and
``image_table`` are its sections, ``page`` holds them; ``markup`` escapes. Only ``write_report`` and the command touch
the disk.
"""

from model.evaluation.report.report import write_report

__all__ = ["write_report"]
