"""Label sets alone: written as JSON, read from that, from CVAT's raw labels and from Label Studio's configuration."""
