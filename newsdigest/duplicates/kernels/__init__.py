"""The engine in numba, one article at a time over packed bytes; importing it imports numba.

``hashing`` defines every value, and ``vectors`` gives the same ones without numba. The kernels
take named tuples of arrays as the engine makes them (``engines``). Unsigned indexes spare numba
the test for negative ones, and its promotions ask for explicit widths everywhere.
"""

from .pairs import distinct, intersections
from .sketches import agreements, band_keys, sign
from .tokens import Scratch, scratch

__all__ = ["Scratch", "agreements", "band_keys", "distinct", "intersections", "scratch", "sign"]
