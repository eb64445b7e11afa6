"""What training minimises: named forms (:mod:`model.losses.forms`) of terms that have a file each."""

from model.losses.forms import LOSSES, OPEN_FORMS, LossConfig
from model.losses.overlap import soft_iou
from model.losses.targets import EMPTY, Targets, Totals, batch_totals, merged
from model.losses.total import total_loss

__all__ = [
    "EMPTY",
    "LOSSES",
    "OPEN_FORMS",
    "LossConfig",
    "Targets",
    "Totals",
    "batch_totals",
    "merged",
    "soft_iou",
    "total_loss",
]
