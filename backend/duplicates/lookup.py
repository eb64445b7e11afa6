"""Finds the look-alikes of a photo among a million, exactly, by four indexes.

Where two fingerprints differ in at most d bits, one of their four words of 16 bits differs in at most d // 4. So for
d <= 11 it is enough to look up, in each of the four indexes, the words that differ from the photo's in at most two bits
(137 of 65,536; 17 for d <= 7), and to count the bits of what is found.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from uuid import UUID

import numpy as np
from django.db.models import Q, QuerySet

from backend.duplicates.models import BANDS, Fingerprint
from backend.duplicates.phash import distances

WORD_BITS = 16
WORD = (1 << WORD_BITS) - 1


def words(value: int) -> tuple[int, ...]:
    """The four words of a fingerprint, the highest first."""
    return tuple((value >> shift) & WORD for shift in range(48, -1, -WORD_BITS))


@cache
def flips(distance: int) -> tuple[int, ...]:
    """What a word may be XORed with so that at most ``distance`` // 4 of its bits change."""
    found = [0]
    for count in range(1, distance // len(BANDS) + 1):
        found += [sum(1 << bit for bit in bits) for bits in combinations(range(WORD_BITS), count)]
    return tuple(found)


def near(fingerprints: QuerySet[Fingerprint], value: int, distance: int) -> list[tuple[int, UUID]]:
    """(distance, image) of all that differ from ``value`` in at most ``distance`` (0 to 11) bits, the nearest first."""
    may_be = Q()
    for band, word in zip(BANDS, words(value), strict=True):
        may_be |= Q(**{f"{band}__in": [word ^ flip for flip in flips(distance)]})
    rows = list(fingerprints.filter(may_be).values_list("value", "image_id"))
    counted = distances(np.array([row[0] for row in rows], np.int64), value)
    found = [(int(bits), image) for bits, (_, image) in zip(counted, rows, strict=True) if bits <= distance]
    return sorted(found, key=lambda each: (each[0], str(each[1])))
