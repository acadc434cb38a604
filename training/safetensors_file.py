"""Reading and writing safetensors files: an 8-byte header length, a JSON header, then raw little-endian tensors."""

import json
from pathlib import Path

import numpy as np

_TYPES = {"F16": np.dtype("<f2"), "F32": np.dtype("<f4")}
_NAMES = {dtype: name for name, dtype in _TYPES.items()}


def read(path: Path) -> dict[str, np.ndarray]:
    """Returns the tensors of a file by name, widened to float32."""
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
        data = file.read()
    header.pop("__metadata__", None)
    return {name: _tensor(entry, data) for name, entry in header.items()}


def _tensor(entry: dict, data: bytes) -> np.ndarray:
    begin, end = entry["data_offsets"]
    flat = np.frombuffer(data[begin:end], _TYPES[entry["dtype"]])
    return flat.reshape(entry["shape"]).astype(np.float32)


def write(path: Path, tensors: dict[str, np.ndarray], metadata: dict[str, str]) -> None:
    """Writes float16 or float32 tensors in the order given; the header is padded with spaces to a multiple of 8."""
    header: dict[str, object] = {"__metadata__": metadata}
    offset = 0
    for name, tensor in tensors.items():
        end = offset + tensor.nbytes
        header[name] = {"dtype": _NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little"))
        file.write(text)
        for tensor in tensors.values():
            file.write(np.ascontiguousarray(tensor).tobytes())
