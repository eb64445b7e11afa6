"""Networks that find everything in an image by themselves: boxes, instances, panoptic and semantic maps, and scores."""
