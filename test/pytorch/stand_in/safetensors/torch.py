"""Stands in for the package safetensors where it is not installed, for tests: reads float32 and float64 tensors."""

import json
from pathlib import Path

import numpy as np
import torch


def load_file(path):
    data = Path(path).read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    types = {"F32": "<f4", "F64": "<f8"}
    return {
        name: torch.from_numpy(
            np.frombuffer(data[start:][slice(*entry["data_offsets"])], types[entry["dtype"]])
            .reshape(entry["shape"])
            .copy()
        )
        for name, entry in header.items()
    }
