"""PyTorch, as a contender in a process of its own: `pytorch.py THREADS` takes requests as lines of JSON from its
standard input and answers each with a line, as worker.mjs does, where the requests are described. Its first line reports
its version and which library multiplies its matrices. With `--compile`, what is measured goes through `torch.compile`.

Training is the usual loop, without a data loader, on batches that were cut before. Answers come from functions on
transposed weights within `inference_mode`, which measured faster than a module and a traced, frozen one.

With `--card` the graphics card trains: what it is given is waited for at the end of a turn.
"""

import argparse
import ctypes
import json
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

SINGLES = 64


def repeat(seconds, samples, work):
    begun = time.perf_counter()
    times = 0
    while True:
        work()
        times += 1
        spent = time.perf_counter() - begun
        if spent >= seconds:
            wait()
            return {"samples": times * samples, "seconds": time.perf_counter() - begun}


def wait():
    """Until the graphics card has done what it was given."""
    if DEVICE == "cuda":
        torch.cuda.synchronize()
    elif DEVICE == "mps":
        torch.mps.synchronize()


def card():
    """What PyTorch calls the graphics card that it can use."""
    if torch.cuda.is_available():
        return "cuda"
    if getattr(torch.backends, "mps", None) is not None and torch.backends.mps.is_available():
        return "mps"
    raise RuntimeError("This PyTorch finds no graphics card that it can use.")


def numbers_of(path, dtype):
    """A file's numbers, without NumPy, which PyTorch does not bring."""
    with open(path, "rb") as file:
        # The copy lies where PyTorch's own tensors would: at a whole cache line.
        return torch.frombuffer(bytearray(file.read()), dtype=dtype).clone()


def read(task):
    """Inputs `[rows, inputs]`, labels `[rows]` and a `(weight [units, inputs], bias [units])` for each layer."""
    sizes, rows = task["network"]["sizes"], task["rows"]
    x = numbers_of(task["inputs"], torch.float32)[: rows * sizes[0]].reshape(rows, sizes[0])
    y = numbers_of(task["labels"], torch.uint8)[:rows].long()
    numbers = numbers_of(task["weights"], torch.float32)
    layers = []
    for inputs, units in zip(sizes, sizes[1:]):
        weight, bias, numbers = numbers.split([inputs * units, units, len(numbers) - (inputs + 1) * units])
        layers.append((weight.reshape(units, inputs).clone(), bias.clone()))
    return x, y, layers


class Trainer:
    def __init__(self, task):
        network = task["network"]
        x, y, layers = read(task)
        x, y = x.to(DEVICE), y.to(DEVICE)
        self.batch = network["batch"]
        self.checked_steps = network["checkedSteps"]
        self.batches = list(zip(x.split(self.batch), y.split(self.batch)))
        self.steps = 0
        activation = {"sigmoid": nn.Sigmoid, "relu": nn.ReLU, "tanh": nn.Tanh}[network["activation"]]
        modules = []
        for weight, bias in layers:
            linear = nn.Linear(*reversed(weight.shape))
            linear.weight, linear.bias = nn.Parameter(weight), nn.Parameter(bias)
            modules += [linear, activation()]
        self.model = nn.Sequential(*modules[:-1]).to(DEVICE)
        rule = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[network["optimizer"]["name"]]
        self.optimizer = rule(self.model.parameters(), lr=network["optimizer"]["learningRate"], **UPDATE)
        self.loss = torch.compile(self.loss_of) if ARGUMENTS.compile else self.loss_of

    def loss_of(self, x, y):
        return F.cross_entropy(self.model(x), y)

    def step(self):
        x, y = self.batches[self.steps % len(self.batches)]
        self.steps += 1
        self.optimizer.zero_grad(set_to_none=True)
        self.loss(x, y).backward()
        self.optimizer.step()

    def check(self, _):
        for _ in range(self.checked_steps):
            self.step()
        x, y = self.batches[0]
        with torch.no_grad():
            return {"loss": self.loss_of(x, y).item()}

    def train(self, argument):
        return repeat(argument["seconds"], self.batch, self.step)


class Predictor:
    def __init__(self, task):
        network = task["network"]
        x, _, layers = read(task)
        self.batch = network["batch"]
        self.xs = x.split(self.batch)
        self.single_rows = x[:1024].split(1)
        self.layers = [(weight.t(), bias) for weight, bias in layers]
        self.activation = {"sigmoid": torch.sigmoid, "relu": torch.relu, "tanh": torch.tanh}[network["activation"]]
        self.next = 0
        self.predict = torch.compile(self.outputs_of) if ARGUMENTS.compile else self.outputs_of

    def outputs_of(self, a):
        *hidden, (last_weight, last_bias) = self.layers
        for weight, bias in hidden:
            a = self.activation(torch.addmm(bias, a, weight))
        return torch.softmax(torch.addmm(last_bias, a, last_weight), 1)

    @torch.inference_mode()
    def check(self, _):
        return {"outputs": self.predict(self.xs[0]).flatten().tolist()}

    @torch.inference_mode()
    def batches(self, argument):
        def work():
            self.predict(self.xs[self.next % len(self.xs)])
            self.next += 1

        return repeat(argument["seconds"], self.batch, work)

    @torch.inference_mode()
    def singles(self, argument):
        def work():
            for _ in range(SINGLES):
                self.predict(self.single_rows[self.next % len(self.single_rows)])
                self.next += 1

        return repeat(argument["seconds"], SINGLES, work)


class DlInfo(ctypes.Structure):
    """What dladdr(3) fills in."""

    _fields_ = [(name, kind) for name, kind in zip(
        ("file", "base", "symbol", "address"), (ctypes.c_char_p, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
    )]


def products_library():
    """The library whose `sgemm_` PyTorch calls, found as the dynamic linker finds it, and what it says of itself;
    None where that cannot be told. A loaded library's name proves nothing: NumPy's wheels bring an OpenBLAS of their own
    into the same process."""
    info = DlInfo()
    try:
        sgemm = ctypes.cast(ctypes.CDLL(torch._C.__file__).sgemm_, ctypes.c_void_p)
        if ctypes.CDLL(None).dladdr(sgemm, ctypes.byref(info)) == 0:
            return None
        file = os.path.realpath(os.fsdecode(info.file))
        library = ctypes.CDLL(file)
    except (AttributeError, OSError, TypeError):
        return None

    def says(name):
        function = getattr(library, name, None)
        if function is None:
            return None
        function.restype = ctypes.c_char_p
        return function().decode()

    mkl = None
    if hasattr(library, "MKL_Get_Version_String"):
        text = ctypes.create_string_buffer(200)
        library.MKL_Get_Version_String(text, len(text))
        mkl = text.value.decode().strip()
    return {
        "file": file,
        "own": os.path.basename(file).startswith("libtorch"),
        "openblas": says("openblas_get_config"),
        "kernels": says("openblas_get_corename"),
        "mkl": mkl,
        "blis": says("bli_info_get_version_str"),
    }


def compiles():
    """Raises where torch.compile does not work: where PyTorch or Python is of another age, or there is no C++ compiler."""
    torch.compile(lambda x: torch.sin(x) + 1)(torch.ones(4))


def serve():
    work = None
    for line in sys.stdin:
        request = json.loads(line)
        method, argument = request["method"], request.get("argument")
        try:
            if method in ("trainer", "predictor"):
                work = {"trainer": Trainer, "predictor": Predictor}[method](argument)
                answer({})
            elif method == "release":
                work = None
                answer({})
            else:
                answer(getattr(work, method)(argument))
        except Exception as error:  # whatever it is, the benchmark has to tell it
            answer({"error": f"{type(error).__name__}: {error}"})


def answer(message):
    print(json.dumps(message), flush=True)


parser = argparse.ArgumentParser()
parser.add_argument("threads", type=int)
parser.add_argument("--compile", action="store_true")
parser.add_argument("--card", action="store_true")
ARGUMENTS = parser.parse_args()
torch.set_num_threads(ARGUMENTS.threads)
# One pass over each parameter instead of one for each operation, which PyTorch has for processors from 2.4 on.
UPDATE = {"fused": True} if tuple(map(int, torch.__version__.split(".")[:2])) >= (2, 4) else {}
DEVICE = "cpu"
try:
    if ARGUMENTS.card:
        DEVICE = card()
    if ARGUMENTS.compile:
        compiles()
    answer({
        "version": torch.__version__,
        "card": torch.cuda.get_device_name() if DEVICE == "cuda" else DEVICE if ARGUMENTS.card else None,
        "threads": torch.get_num_threads(),
        "config": torch.__config__.show(),
        "parallel": torch.__config__.parallel_info(),
        "library": products_library(),
    })
    serve()
except Exception as error:
    answer({"error": f"{type(error).__name__}: {error}"})
