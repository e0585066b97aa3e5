"""How a loop is compiled, and the one thing that Python has no word for: to fetch ahead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """The function compiled when it is first called, and kept on disk."""
    try:
        made = njit(nogil=True, cache=True, error_model="numpy")(function)
    except RuntimeError:
        # Nowhere to write a cache: compiled for this process alone.
        made = njit(nogil=True, error_model="numpy")(function)
    return cast(_Function, made)


def _prefetch(_: Any, array: Any, place: Any) -> Any:
    """Asks for the memory of an array's place while the loop goes on; changes nothing."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        own = context.make_array(signature.args[0])(context, builder, arguments[0])
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", [byte], kind)
        where = builder.bitcast(builder.gep(own.data, [arguments[1]]), byte)
        builder.call(fetch, [where, number(0), number(3), number(1)])  # to read, to keep, data
        return context.get_dummy_value()

    return types.void(array, place), generate


#: To the type checker a call of it has one argument more than a loop gives.
prefetch: Any = intrinsic(_prefetch)
