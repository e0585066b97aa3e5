"""What numba has no words for, in LLVM's: many bytes, or many slots, in one step.

LLVM's vectors belong to no processor: it makes of them whatever instructions the machine has.
Array arguments must be contiguous, and nothing checks their bounds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import extending
from numba.core import cgutils, types
from numba.core.errors import TypingError

#: Bytes that ``lower_and_mark`` takes at once, and slots that ``least_of_slots`` fills at once.
BYTES, SLOTS = 64, 32

_BIT, _I32, _I64 = ir.IntType(1), ir.IntType(32), ir.IntType(64)
_TEXT, _ROW = ir.VectorType(ir.IntType(8), BYTES), ir.VectorType(_I32, SLOTS)
_ONES = (1 << 32) - 1
# To the type checker, numba's helpers are of any type.
_cgutils: Any = cgutils


def intrinsic(function: Callable[..., Any]) -> Any:
    """A function that says what LLVM code a call in a kernel stands for."""
    return extending.intrinsic(function)


@intrinsic
def eight_bytes(_: Any, text: Any, index: Any) -> Any:
    """The eight bytes of a text from a place on, the first one lowest."""
    _require(text, types.uint8)

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        place = _place(context, builder, signature.args[0], args[0], args[1])
        return builder.load(builder.bitcast(place, _I64.as_pointer()), align=1)

    return types.uint64(text, index), generate


@intrinsic
def lowest_bit(_: Any, value: Any) -> Any:
    """The place of the lowest bit that is set, or 64."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], ir.Constant(_BIT, 0))

    return types.uint64(types.uint64), generate


@intrinsic
def bit_count(_: Any, value: Any) -> Any:
    """How many bits are set."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.ctpop(args[0])

    return types.uint64(types.uint64), generate


@intrinsic
def lower_and_mark(_: Any, source: Any, text: Any, index: Any) -> Any:
    """Copies 64 bytes to ``text``, ASCII in lower case, and returns a bit for each of a word.

    Of a word are letters, digits, "_" and every byte beyond ASCII.
    """
    _require(source, types.uint8)
    _require(text, types.uint8)

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        origin, target = (
            builder.bitcast(
                _place(context, builder, signature.args[i], args[i], args[2]), _TEXT.as_pointer()
            )
            for i in range(2)
        )
        read = builder.load(origin, align=1)
        capital = _within(builder, read, "A", "Z")
        lower = builder.or_(read, builder.select(capital, _each(0x20), _each(0)))
        builder.store(lower, target, align=1)
        inside = builder.or_(_within(builder, lower, "a", "z"), _within(builder, lower, "0", "9"))
        inside = builder.or_(inside, builder.icmp_unsigned("==", lower, _each(ord("_"))))
        inside = builder.or_(inside, builder.icmp_unsigned(">=", lower, _each(0x80)))
        return builder.bitcast(inside, _I64)

    return types.uint64(source, text, index), generate


@intrinsic
def least_of_slots(
    _: Any, values: Any, count: Any, factors: Any, offsets: Any, row: Any, first: Any
) -> Any:
    """Writes the least ``value * factor + offset`` of ``count`` values to each of 32 slots."""
    for array in (values, factors, offsets, row):
        _require(array, types.uint32)

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        numbers, times, factor, offset, out = args[:5]
        kinds = signature.args

        def slots(kind: Any, array: Any) -> Any:
            place = _place(context, builder, kind, array, args[5])
            return builder.bitcast(place, _ROW.as_pointer())

        scale = builder.load(slots(kinds[2], factor), align=4)
        shift = builder.load(slots(kinds[3], offset), align=4)
        least = _cgutils.alloca_once_value(builder, ir.Constant(_ROW, [_ONES] * SLOTS))
        unset, zero = ir.Constant(_ROW, ir.Undefined), ir.Constant(_I32, 0)
        with _cgutils.for_range(builder, times) as loop:
            value = builder.load(_place(context, builder, kinds[0], numbers, loop.index))
            single = builder.insert_element(unset, value, zero)
            spread = builder.shuffle_vector(single, unset, ir.Constant(_ROW, [0] * SLOTS))
            found, known = builder.add(builder.mul(spread, scale), shift), builder.load(least)
            less = builder.icmp_unsigned("<", found, known)
            builder.store(builder.select(less, found, known), least)
        builder.store(builder.load(least), slots(kinds[4], out), align=4)
        return context.get_dummy_value()

    return types.void(values, types.intp, factors, offsets, row, first), generate


def _require(array: Any, dtype: Any) -> None:
    """Raises what numba shows as a type error, unless an array is contiguous and of a type."""
    if array not in (types.Array(dtype, 1, "C"), types.Array(dtype, 1, "C", readonly=True)):
        raise TypingError(f"expected a contiguous array of {dtype}, not {array}")


def _place(context: Any, builder: Any, kind: Any, array: Any, index: Any) -> Any:
    """The address of an element."""
    return builder.gep(context.make_array(kind)(context, builder, array).data, [index])


def _each(byte: int) -> Any:
    """A byte, as many times as a vector has bytes."""
    return ir.Constant(_TEXT, [byte] * BYTES)


def _within(builder: Any, text: Any, first: str, last: str) -> Any:
    """Which bytes lie between two characters."""
    size = ord(last) - ord(first) + 1
    return builder.icmp_unsigned("<", builder.sub(text, _each(ord(first))), _each(size))
