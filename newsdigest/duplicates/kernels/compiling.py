"""What the kernels are compiled with."""

from __future__ import annotations

from ...compiling import compiler
from ..stamps import kernels_changed

compiled = compiler(kernels_changed())
