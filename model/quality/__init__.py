"""Predicted quality of a mask: what the network reads it from, its loss, its training, its calibration."""
