"""PyTorch, as a contender in a process of its own: `pytorch.py THREADS` takes requests as lines of JSON from its
standard input and answers each with a line, as worker.mjs does, where the requests are described.

Training is the usual eager loop. Answers come from functions on transposed weights within `inference_mode`, which
measured faster than a module and a traced, frozen one.
"""

import json
import sys
import time

import numpy as np
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
            return {"samples": times * samples, "seconds": spent}


def read(task):
    """Inputs `[rows, inputs]`, labels `[rows]` and a `(weight [units, inputs], bias [units])` for each layer."""
    sizes, rows = task["network"]["sizes"], task["rows"]
    x = torch.from_numpy(np.fromfile(task["inputs"], dtype="<f4", count=rows * sizes[0]).reshape(rows, sizes[0]))
    y = torch.from_numpy(np.fromfile(task["labels"], dtype="u1", count=rows).astype("i8"))
    numbers = torch.from_numpy(np.fromfile(task["weights"], dtype="<f4"))
    layers = []
    for inputs, units in zip(sizes, sizes[1:]):
        weight, bias, numbers = numbers.split([inputs * units, units, len(numbers) - (inputs + 1) * units])
        layers.append((weight.reshape(units, inputs).clone(), bias.clone()))
    return x, y, layers


class Trainer:
    def __init__(self, task):
        network = task["network"]
        x, y, layers = read(task)
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
        self.model = nn.Sequential(*modules[:-1])
        rule = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[network["optimizer"]["name"]]
        self.optimizer = rule(self.model.parameters(), lr=network["optimizer"]["learningRate"])

    def step(self):
        x, y = self.batches[self.steps % len(self.batches)]
        self.steps += 1
        self.optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(self.model(x), y).backward()
        self.optimizer.step()

    def check(self, _):
        for _ in range(self.checked_steps):
            self.step()
        x, y = self.batches[0]
        with torch.no_grad():
            return {"loss": F.cross_entropy(self.model(x), y).item()}

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

    def predict(self, a):
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


torch.set_num_threads(int(sys.argv[1]))
answer({"version": torch.__version__})
serve()
