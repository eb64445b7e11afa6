"""Masks refined at their edge: what the network says, what the clicks say and what the picture shows, weighed together.

``picture_of`` prepares an image once (hop 7); ``model.fusion.answered`` calls ``refined`` at every
click (hop 8). docs/refinement.md tells what was measured.
"""
