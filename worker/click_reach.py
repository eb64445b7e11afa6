"""How far a click on an existing mask reaches: the pixels that it may change (hop 8). Pure.

A person who clicks beside a mask points at an error whose size they see and we do not. A click in the middle of it is
as far from its edge as the error is deep: at most as far as from the mask, from the image's border, and from where what
the model would change ends. So a click reaches a few times that depth, a fixed few pixels beyond it at most, and
somewhat farther along the mask's own edge, where an error that was bitten out of it ends. Only what hangs together with
the click changes.
"""

from __future__ import annotations

import cv2
import numpy as np

LEAST_DEPTH_PX = 4.0
"""Unless the mask is nearer: a model that gives a click but its own pixel is not believed."""
BORDER_PX = 8.0
"""An error ends at the image's border, too; nearer to it than this, clicks reach as if they were this far from it."""
REACH = 2.5
"""Times the depth: half a disc, bitten out of a straight edge, ends at 2.24 times its largest depth."""
BEYOND_PX = 12.0
"""More than the depth at most: what lies within the depth of a click belongs to its error, so that no pixel
farther than this from the error changes, but for an error that is shallower than it looks."""
ALONG = 2.0
ALONG_WITHIN = 0.5
ALONG_THICKNESS = 0.2
"""Along the edge: up to ALONG times the depth from the click, within ALONG_WITHIN times the depth of the mask, where
discs of ALONG_THICKNESS times the depth fit: an edge that is a little off all around is another error."""


def reached(side: np.ndarray, wanted: np.ndarray, touched: np.ndarray, depth: float, step: int = 1) -> np.ndarray:
    """The pixels that a click or stroke brings over to its side, bool (h, w).

    ``side``: what is there already, the mask for a click on the object, all else for one on the background.
    ``wanted``: what the decode with the click puts there. ``touched``: what lies under the click and is not there yet,
    at least one pixel. All bool (h, w), of every ``step``-th pixel. ``depth``: pixels that the error is deep at most
    (:func:`most_depth`).
    """
    to_side, to_click = distance_to(side) * step, distance_to(touched) * step
    gained = (wanted & ~side) | touched
    within = distance_to(~gained) * step
    depth = max(min(depth, float(within[touched].max())), min(depth, LEAST_DEPTH_PX))
    is_near = to_click <= min(REACH * depth, depth + BEYOND_PX)
    is_along = (to_click <= ALONG * depth) & (to_side <= ALONG_WITHIN * depth)
    is_along &= _opened(within, ALONG_THICKNESS * depth, step)
    return _parts_touching(gained & (is_near | is_along), touched)


def most_depth(side: np.ndarray, touched: np.ndarray, to_border: float, step: int = 1) -> float:
    """How deep an error is at most, in pixels: as far as the side is from what is ``touched``, and the image's border.

    ``to_border``: how far that is, in pixels.
    """
    return min(float(distance_to(side)[touched].max()) * step, max(to_border, BORDER_PX))


def farthest_reach(depth: float) -> float:
    """Pixels from the click beyond which nothing can change where an error is ``depth`` pixels deep at most."""
    return max(min(REACH * depth, depth + BEYOND_PX), ALONG * depth)


def distance_to(mask: np.ndarray) -> np.ndarray:
    """Distance of each pixel to the nearest one of ``mask``, bool (h, w): float32, inf where there is none."""
    if not mask.any():
        return np.full(mask.shape, np.inf, dtype=np.float32)
    distance: np.ndarray = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return distance


def _opened(within: np.ndarray, radius: float, step: int) -> np.ndarray:
    """What discs of ``radius`` fill that lie in a mask, given the distance of each of its pixels to the outside."""
    return distance_to(within > radius) * step <= radius


def _parts_touching(mask: np.ndarray, touched: np.ndarray) -> np.ndarray:
    """The parts of ``mask``, connected by eight neighbours, that hold a pixel of ``touched``."""
    number, parts = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8, ltype=cv2.CV_32S)
    is_touched = np.zeros(number, dtype=bool)
    is_touched[parts[touched]] = True
    is_touched[0] = False
    return is_touched[parts]
