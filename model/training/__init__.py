"""Training by simulated clicks: batches, the step, its schedule, checkpoints, validation."""
