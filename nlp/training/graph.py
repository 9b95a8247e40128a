"""Operators and weights in; an ONNX model out, its weights in eight bits.

Products with weights take the scale of their activations from what is in the run, and one scale a column of the weights
(as onnxruntime's dynamic quantisation does, whose operator this is); a table that is looked up in has one scale.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, TensorProto, helper, numpy_helper
from torch import Tensor

Floats = npt.NDArray[np.float32]

OPSET = 20
IR_VERSION = 10
"""Of the file format: the oldest that knows the opset, so that older runtimes read it."""

FEW = 3
"""Numbers of a constant such as a shape."""

RUNTIME = "com.microsoft"
"""Domain of the operators that onnxruntime adds to ONNX's own."""

UNSAID = ""
"""Name of an operand that is left out before others."""


class Graph:
    """A graph that grows by one operator a call; every call answers with the name of what it adds."""

    def __init__(self, **inputs: str) -> None:
        """Inputs are whole numbers, each named with the name of its only dimension."""
        self._inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, [size]) for name, size in inputs.items()
        ]
        self._outputs: list[object] = []
        self._nodes: list[object] = []
        self._kept: dict[str, object] = {}
        self._few: dict[tuple[str, tuple[int, ...], bytes], str] = {}

    def add(self, kind: str, *given: str, **attributes: object) -> str:
        """One of ONNX's operators."""
        return self._add(kind, given, 1, "", attributes)[0]

    def add_fused(self, kind: str, *given: str, **attributes: object) -> str:
        """One of onnxruntime's."""
        return self._add(kind, given, 1, RUNTIME, attributes)[0]

    def split(self, given: str, parts: int, axis: int) -> list[str]:
        """Equal parts along a dimension."""
        return self._add("Split", (given,), parts, "", {"axis": axis, "num_outputs": parts})

    def product(self, given: str, weight: Tensor, bias: Tensor) -> str:
        """`given @ weight + bias`. The weights' zero is 0, which goes unsaid: said, it would be subtracted."""
        whole, scale = (self._keep(part) for part in _by_column(_array(weight)))
        return self.add_fused("DynamicQuantizeMatMul", given, whole, scale, UNSAID, self.floats(bias))

    def looked_up(self, table: Tensor, places: str) -> str:
        """The rows of a table."""
        whole, scale, zero = _as_one(_array(table))
        rows = self.add("Gather", self._keep(whole), places)
        return self.add("DequantizeLinear", rows, self._keep(scale), self._keep(zero))

    def floats(self, values: Tensor) -> str:
        """Weights as they are."""
        return self._keep(_array(values))

    def numbers(self, *values: int) -> str:
        """A list of whole numbers."""
        return self._keep(np.array(values, np.int64))

    def output(self, name: str, value: str, shape: tuple[int | str, ...]) -> None:
        """Call a value an output."""
        self._nodes.append(helper.make_node("Identity", [value], [name]))
        self._outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def model(self) -> ModelProto:
        """What has been added."""
        graph = helper.make_graph(
            self._nodes, "rapport", self._inputs, self._outputs, list(self._kept.values())
        )
        domains = [helper.make_opsetid("", OPSET), helper.make_opsetid(RUNTIME, 1)]
        return helper.make_model(graph, opset_imports=domains, ir_version=IR_VERSION)

    def _add(
        self, kind: str, given: tuple[str, ...], count: int, domain: str, attributes: dict[str, object]
    ) -> list[str]:
        made = [f"{kind}_{len(self._nodes)}_{number}" for number in range(count)]
        self._nodes.append(helper.make_node(kind, list(given), made, domain=domain, **attributes))
        return made

    def _keep(self, values: npt.NDArray[np.generic]) -> str:
        """Small ones are kept once."""
        if values.size <= FEW:
            known = self._few.setdefault(
                (values.dtype.str, values.shape, values.tobytes()), f"kept_{len(self._kept)}"
            )
            if known in self._kept:
                return known
        name = f"kept_{len(self._kept)}"
        self._kept[name] = numpy_helper.from_array(values, name)
        return name


def _array(values: Tensor) -> Floats:
    return np.ascontiguousarray(values.detach().numpy(), dtype=np.float32)


def _by_column(weight: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Whole numbers from -127 to 127, and the scale of each column."""
    scale = (np.abs(weight).max(0) / np.float32(127)).astype(np.float32)
    return np.clip(np.round(weight / scale), -127, 127).astype(np.int8), scale


def _as_one(table: Floats) -> tuple[npt.NDArray[np.uint8], Floats, npt.NDArray[np.uint8]]:
    """Whole numbers from 0 to 255, their scale, and which of them is 0."""
    low, high = min(table.min(), np.float32(0)), max(table.max(), np.float32(0))
    scale = np.float32((high - low) / np.float32(255))
    zero = np.round(-low / scale)
    whole = np.clip(np.round(table / scale) + zero, 0, 255).astype(np.uint8)
    return whole, np.array(scale), np.array(zero, np.uint8)
