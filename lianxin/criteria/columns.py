"""Whole registers as NumPy columns, and three-valued answers as packed bits.

Bits are packed as Arrow packs them: row 0 is the lowest bit of byte 0 (`bitorder="little"`); bits behind the
last row are 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lianxin.criteria.messages import CriterionError
from lianxin.criteria.tree import Kind, Plain

Bits: TypeAlias = npt.NDArray[np.uint8]
Flags: TypeAlias = npt.NDArray[np.bool_]

_KINDS: dict[str, Kind] = {"b": "bool", "i": "number", "u": "number", "f": "number", "U": "text"}


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One indicator for every row.

    `values`: shape (rows,), of dtype bool, any integer, float32/float64 or text; what stands in an unknown
    row does not matter. `known`: bool of the same shape, or its bits packed as Arrow packs validity (uint8);
    None when every row is known. Not-a-number counts as unknown. With `choices`, `values` are whole numbers
    pointing into it: a text column of a byte a row. With `rows`, `values` are the packed bits of that many
    yes/no facts (see `packed`).
    """

    values: npt.NDArray[Any]
    known: npt.NDArray[Any] | None = None
    choices: tuple[str, ...] | None = None
    rows: int | None = None

    def __post_init__(self) -> None:
        dtype = self.values.dtype
        if self.rows is not None and (dtype != np.uint8 or len(self.values) != (self.rows + 7) // 8):
            raise TypeError("packed values are uint8, eight rows to the byte")
        if self.values.ndim != 1 or dtype.kind not in _KINDS or dtype in (np.float16, np.longdouble):
            raise TypeError(f"a column holds plain values in one dimension, not {dtype} {self.values.shape}")
        if self.choices is not None and dtype.kind not in "iu":
            raise TypeError("a column with choices holds their positions as whole numbers")
        if self.known is not None:
            wanted = {np.dtype(np.bool_): len(self), np.dtype(np.uint8): (len(self) + 7) // 8}
            if self.known.ndim != 1 or wanted.get(self.known.dtype) != len(self.known):
                raise TypeError("known is bool and as long as the values, or their bits packed into uint8")

    def known_flags(self) -> Flags:
        """Which rows are known, as bool of shape (rows,)."""
        if self.known is None:
            return np.ones(len(self), np.bool_)
        if self.known.dtype == np.uint8:
            return unpack(self.known, len(self))
        return self.known

    def known_bits(self, start: int, stop: int) -> Bits | None:
        """Packed bits of the rows from `start` (a multiple of 8); None when every row is known."""
        if self.known is None:
            return None
        if self.known.dtype == np.uint8:
            return self.known[start // 8 : (stop + 7) // 8]
        return pack(self.known[start:stop])

    @property
    def kind(self) -> Kind:
        if self.rows is not None:
            return "bool"
        return "text" if self.choices is not None else _KINDS[self.values.dtype.kind]

    def __len__(self) -> int:
        return len(self.values) if self.rows is None else self.rows

    def packed(self) -> "Column":
        """The same column with known rows and yes/no facts as packed bits: an eighth of the memory."""
        known = pack(self.known) if self.known is not None and self.known.dtype == np.bool_ else self.known
        if self.kind == "bool" and self.rows is None:
            return Column(pack(self.values), known, rows=len(self))
        return Column(self.values, known, self.choices, self.rows)

    def values_in(self, start: int, stop: int) -> npt.NDArray[Any]:
        """The values of the rows from `start`, a multiple of 8."""
        if self.rows is None:
            return self.values[start:stop]
        return unpack(self.values[start // 8 : (stop + 7) // 8], stop - start)

    def true_bits(self, start: int, stop: int) -> Bits:
        """Packed bits of the rows from `start`, a multiple of 8, of a yes/no column."""
        return (
            pack(self.values[start:stop]) if self.rows is None else self.values[start // 8 : (stop + 7) // 8]
        )

    @classmethod
    def of(cls, values: Iterable[Plain | None], kind: Kind | None = None) -> "Column":
        """A column from plain values, None for unknown. `kind` is needed only when no value is known."""
        listed = list(values)
        known = np.fromiter((value is not None for value in listed), np.bool_, len(listed))
        sample = next((value for value in listed if value is not None), None)
        if kind is None:
            kind = "text" if isinstance(sample, str) else "bool" if isinstance(sample, bool) else "number"
        if kind == "text":
            position: dict[Any, int] = {}
            codes = [0 if value is None else position.setdefault(value, len(position)) for value in listed]
            return cls(np.array(codes, np.int32), known, tuple(position) or ("",))
        dtype = np.bool_ if kind == "bool" else np.float64
        return cls(np.array([value or 0 for value in listed], dtype), known)

    @classmethod
    def unknown(cls, length: int, kind: Kind = "number") -> "Column":
        """A column of `length` rows of which nothing is known."""
        dtype = np.bool_ if kind == "bool" else np.uint8
        return cls(np.zeros(length, dtype), np.zeros(length, np.bool_), ("",) if kind == "text" else None)


@dataclass(frozen=True, slots=True, eq=False)
class Truths:
    """A three-valued answer for every row: a bit in `known` when settled, in `true` when settled as true."""

    true: Bits
    known: Bits
    length: int

    def unpack(self) -> tuple[Flags, Flags]:
        """(true, known) as bool arrays of shape (length,)."""
        return unpack(self.true, self.length), unpack(self.known, self.length)

    def counts(self) -> tuple[int, int, int]:
        """How many rows are (true, false, unknown)."""
        true = int(np.bitwise_count(self.true).sum())
        known = int(np.bitwise_count(self.known).sum())
        return true, known - true, self.length - known


def unpack(bits: Bits, length: int) -> Flags:
    """The first `length` bits as bool, shape (length,)."""
    return np.unpackbits(bits, count=length, bitorder="little").view(np.bool_)


def pack(flags: Flags) -> Bits:
    """Flags as packed bits, shape ((length + 7) // 8,); what is left of the last byte is 0."""
    return np.packbits(flags, bitorder="little")


def length_of(columns: dict[str, Column]) -> int:
    """The number of rows, the same in every column."""
    wanted: int | None = None
    for name, column in columns.items():
        if wanted is not None and len(column) != wanted:
            raise CriterionError("unequal_lengths", name=name, found=len(column), wanted=wanted)
        wanted = len(column)
    return wanted or 0
