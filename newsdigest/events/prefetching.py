"""The one thing that the loops need and Python has no word for: to fetch memory ahead."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic


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
