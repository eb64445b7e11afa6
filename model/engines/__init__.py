"""What runs a network: one file per engine, each fulfilling ``model.types.InteractiveModel``."""
