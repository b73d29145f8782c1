"""Stands in for the package safetensors where it is not installed, for tests: float32, float64 and int64
tensors."""

import json
from pathlib import Path

import numpy as np
import torch

TYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8"}


def save_file(tensors, path):
    header, data = {}, b""
    for name, tensor in tensors.items():
        array = tensor.detach().numpy()
        [type] = [type for type, numbers in TYPES.items() if np.dtype(numbers) == array.dtype]
        bounds = [len(data), len(data) + array.nbytes]
        header[name] = {"dtype": type, "shape": list(array.shape), "data_offsets": bounds}
        data += array.tobytes()
    text = json.dumps(header).encode()
    Path(path).write_bytes(len(text).to_bytes(8, "little") + text + data)


def load_file(path):
    data = Path(path).read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    return {
        name: torch.from_numpy(
            np.frombuffer(data[start:][slice(*entry["data_offsets"])], TYPES[entry["dtype"]])
            .reshape(entry["shape"])
            .copy()
        )
        for name, entry in header.items()
    }
