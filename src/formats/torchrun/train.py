"""Trains a network that Akari has set up, on one process or many: torchrun --standalone --nproc-per-node 2 train.py

It takes the steps that `akari train` takes: the same rows in the same order, the same first weights, dropout masks,
learning rates and updates. Every batch is divided over the processes, and what they found is added up, so that the
gradient of a step is that of the whole batch, however many processes there are. `experiment.json` says what is learned
and how, `data/` has the rows in shards, `start.safetensors` the weights to start from. Checkpoints and the result are
Akari's own files. It needs PyTorch 2.1 or later, and safetensors.
"""

import argparse
import ctypes
import hashlib
import json
import math
import os
import signal
import sys
import time
import uuid
from datetime import timedelta
from pathlib import Path

import torch
import torch.distributed as dist
from safetensors import SafetensorError, safe_open
from torch import nn

FOLDER = Path(__file__).resolve().parent


class Problem(Exception):
    """A mistake that the user can mend, as a sentence. One that all processes have is told by the first alone."""

    def __init__(self, sentence, shared=False):
        super().__init__(sentence)
        self.shared = shared


# Random numbers: Akari's own, the same on every machine ----------------------------------------------------------

WORD = 0xFFFFFFFF
# 2^32 over the golden ratio.
STRIDE = 0x9E3779B9


def mix(h):
    """murmur3's finaliser: every bit of a word of 32 bits decides every bit of the result. Takes tensors, too."""
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & WORD
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & WORD
    return h ^ (h >> 16)


def rotate(x, k):
    return (x << k | x >> (32 - k)) & WORD


def words(seed, name):
    """The random words of one use of chance: a generator that is begun from the seed and the name."""
    h = STRIDE
    for word in [seed, seed >> 32, *(ord(letter) + i * 65536 for i, letter in enumerate(name))]:
        h = rotate(((h ^ mix(word & WORD)) * 0x85EBCA6B + 0xE6546B64) & WORD, 13)
    a, b, c, d = (mix((h + i * STRIDE) & WORD) for i in (1, 2, 3, 4))
    if not (a or b or c or d):
        a = 1
    return xoshiro(a, b, c, d)


def xoshiro(a, b, c, d):
    """xoshiro128** (Blackman and Vigna, 2018) from a state of four words on. Takes tensors of words, too."""
    while True:
        x = b * 5 & WORD
        yield (x << 7 | x >> 25) * 9 & WORD
        shifted = b << 9 & WORD
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = (d << 11 | d >> 21) & WORD


def permutation(count, seed, name):
    """The numbers from 0 to before `count` in a random order (Fisher and Yates)."""
    draws = words(seed, name)
    order = list(range(count))
    for i in range(count - 1, 0, -1):
        # Draws beyond the bound are thrown away, so that each place is equally likely.
        mask = (1 << i.bit_length()) - 1
        j = next(draws) & mask
        while j > i:
            j = next(draws) & mask
        order[i], order[j] = order[j], order[i]
    return order


# The network: Akari writes this part anew for every experiment ---------------------------------------------------


def layers():
    """Each layer's weights and its activation function, from the inputs to the outputs."""
    return [
        (nn.Linear(784, 16), nn.Sigmoid()),
        (nn.Linear(16, 10), nn.Softmax(dim=-1)),
    ]


def losses(z, a, y):
    """Each example's loss, [n], by the output layer's weighted sums, activations and targets, all [n, units]."""
    return -torch.sum(y * torch.log_softmax(z, dim=-1), dim=-1)


# The processes ---------------------------------------------------------------------------------------------------


def complain(sentence):
    """In one write with its end of line, for other processes write to the same place."""
    sys.stderr.write(f"train.py: {sentence}\n")
    sys.stderr.flush()


class World:
    """This process among the others, as torchrun has started them. Without torchrun it is alone."""

    def __init__(self, device, threads, tf32):
        self.rank = int(os.environ.get("RANK", 0))
        self.size = int(os.environ.get("WORLD_SIZE", 1))
        self.local_rank = int(os.environ.get("LOCAL_RANK", 0))
        self.launcher = os.getppid()
        local_size = int(os.environ.get("LOCAL_WORLD_SIZE", 1))
        if device == "cuda" and not torch.cuda.is_available():
            raise Problem("There is no GPU that this PyTorch can use: leave out --device cuda.")
        if device != "cpu" and torch.cuda.is_available():
            if self.local_rank >= torch.cuda.device_count():
                raise Problem(
                    f"There are {torch.cuda.device_count()} GPUs here and more processes: start torchrun with "
                    f"--nproc-per-node {torch.cuda.device_count()}, or train.py with --device cpu."
                )
            self.device = torch.device("cuda", self.local_rank)
            torch.cuda.set_device(self.device)
        else:
            self.device = torch.device("cpu")
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        torch.set_num_threads(threads or max(1, cores // local_size))
        # Float32 as it is: TF32 keeps 10 bits of a number's 23.
        torch.set_float32_matmul_precision("high" if tf32 else "highest")

    def join(self, timeout):
        if self.size > 1:
            backend, patience = "nccl" if self.device.type == "cuda" else "gloo", timedelta(seconds=timeout)
            store, _, _ = next(dist.rendezvous("env://", timeout=patience))
            store = dist.PrefixStore(self.meet(store, time.monotonic() + timeout), store)
            dist.init_process_group(backend, store=store, rank=self.rank, world_size=self.size, timeout=patience)

    def meet(self, store, deadline):
        """
        A name for the processes that are there now, the same for all of them. torchrun keeps one store for all attempts
        at a run (seen with PyTorch 2.13), where processes that are started anew find the addresses of those
        that are gone.
        """
        me = uuid.uuid4().hex
        if self.rank == 0:
            store.set("akari/first", me)
            for rank in range(1, self.size):
                store.set(f"akari/{me}/{store.get(f'akari/{me}/{rank}').decode()}", "")
            return me
        while time.monotonic() < deadline:
            first = store.get("akari/first").decode()
            store.set(f"akari/{first}/{self.rank}", me)
            # Only one that is there answers to this process.
            for _ in range(40):
                if store.check([f"akari/{first}/{me}"]):
                    return first
                time.sleep(0.05)
        raise Problem("The other processes have not come: start all of them with the same --nnodes, endpoint and id.")

    def look_for_launcher(self):
        """Without the torchrun that started it, a process would go on unseen: then it is told to stop."""
        if "TORCHELASTIC_RUN_ID" in os.environ and os.getppid() != self.launcher and not TOLD:
            complain("The torchrun that started this process has ended.")
            TOLD.append(signal.SIGTERM)

    def part(self, count):
        """Which of so many rows are this process's: from the first to before the last."""
        return count * self.rank // self.size, count * (self.rank + 1) // self.size

    def sum(self, tensor):
        """The sum over all processes, in place."""
        if self.size > 1:
            dist.all_reduce(tensor)
        return tensor

    def tell(self, line):
        """A line that one process prints for all."""
        if self.rank == 0:
            print(line, flush=True)

    def together(self, work):
        """Does something that may be a problem: where it is one for any process, it is one for all, told once."""
        found = problem = None
        try:
            found = work()
        except Problem as raised:
            problem = str(raised)
        if self.size > 1:
            first = torch.tensor([self.size if problem is None else self.rank], device=self.device)
            dist.all_reduce(first, dist.ReduceOp.MIN)
            if first.item() < self.size:
                problem = self.share(problem, first.item())
        if problem is not None:
            raise Problem(problem, shared=True)
        return found

    def share(self, thing, source=0):
        """One process's plain data, for all."""
        if self.size == 1:
            return thing
        # PyTorch's own broadcast of objects needs NumPy.
        text = bytearray(json.dumps(thing).encode()) if self.rank == source else bytearray()
        length = torch.tensor([len(text)], device=self.device)
        dist.broadcast(length, source)
        sent = torch.frombuffer(text, dtype=torch.uint8) if text else torch.empty(length.item(), dtype=torch.uint8)
        sent = sent.to(self.device)
        dist.broadcast(sent, source)
        return json.loads(bytes(sent.tolist()))

    def share_tensors(self, tensors):
        """The first process's tensors by their names, one after the other, for all; on this process's device."""
        shapes = self.share([(name, list(tensor.shape), DTYPES[tensor.dtype]) for name, tensor in tensors.items()])
        dtypes = {name: dtype for dtype, name in DTYPES.items()}
        for name, shape, dtype in shapes:
            tensor = (
                tensors[name].to(self.device)
                if self.rank == 0
                else torch.empty(shape, dtype=dtypes[dtype], device=self.device)
            )
            if self.size > 1:
                dist.broadcast(tensor, 0)
            yield name, tensor


class SumOfAll(torch.autograd.Function):
    """The sum over all processes. What it is worth to each of them is worth so much to every part of it."""

    @staticmethod
    def forward(ctx, tensor):
        total = tensor.clone()
        dist.all_reduce(total)
        return total

    @staticmethod
    def backward(ctx, gradient):
        total = gradient.clone(memory_format=torch.contiguous_format)
        dist.all_reduce(total)
        return total


# The data --------------------------------------------------------------------------------------------------------


class Shards:
    """Rows in files of safetensors, which hold them compactly: pixels as bytes, categories by their number."""

    def __init__(self, files, experiment, world):
        self.files = files
        self.rows = [file["rows"] for file in files]
        self.inputs = experiment["inputs"]
        self.targets = experiment["targets"]
        self.dtype = getattr(torch, experiment["precision"])
        self.world = world
        self.sound = set()
        self.now = (None, {})

    def check(self):
        """Looks for the files before the first step, but not into them."""
        for file in self.files:
            path = FOLDER / file["file"]
            size = path.stat().st_size if path.is_file() else None
            if size != file["bytes"]:
                what = "is missing" if size is None else f"has {size} bytes and should have {file['bytes']}"
                raise Problem(f"The shard {path} {what}: copy it again from the folder that Akari exported.")

    def read(self, file):
        path = FOLDER / file["file"]
        try:
            if path not in self.sound:
                with open(path, "rb") as opened:
                    found = hashlib.sha256()
                    while piece := opened.read(1 << 20):
                        found.update(piece)
                if found.hexdigest() != file["sha256"]:
                    raise Problem(f"The shard {path} is damaged: copy it again from the folder that Akari exported.")
                self.sound.add(path)
            with safe_open(path, framework="pt") as opened:
                return {name: opened.get_tensor(name) for name in opened.keys()}
        except (OSError, SafetensorError) as error:
            raise Problem(f"The shard {path} cannot be read: {error}.") from error

    def load(self, chunk):
        """The tensors of a shard, or with None those of all of them one after the other. One load is kept at a time."""
        if self.now[1] and self.now[0] == chunk:
            return self.now[1]
        self.now = (None, {})
        parts = [self.read(file) for file in (self.files if chunk is None else [self.files[chunk]])]
        tensors = {
            name: torch.cat([part[name] for part in parts]) if len(parts) > 1 else parts[0][name] for name in parts[0]
        }
        # What is small beside a GPU's memory lies there.
        if sum(tensor.nbytes for tensor in tensors.values()) < 1 << 30:
            tensors = {name: tensor.to(self.world.device) for name, tensor in tensors.items()}
        self.now = (chunk, tensors)
        return tensors

    def batch(self, tensors, rows):
        """Inputs, targets and weights (None where all rows count alike) of some rows."""
        device = self.world.device
        taken = {name: tensor[rows.to(tensor.device)].to(device) for name, tensor in tensors.items()}
        blocks = []
        for block in self.inputs["blocks"]:
            if "category" in block:
                place = taken["categories"][:, block["category"]].long()
                blocks.append(nn.functional.one_hot(place, block["size"]).to(self.dtype))
            else:
                blocks.append(taken["numbers"][:, block["from"] : block["to"]].to(self.dtype) / self.inputs["divideBy"])
        x = blocks[0] if len(blocks) == 1 else torch.cat(blocks, dim=1)
        if self.targets["kind"] == "values":
            y = taken["targets"].to(self.dtype)
        elif self.targets["units"] == 1:
            y = taken["targets"][:, None].to(self.dtype)
        else:
            y = nn.functional.one_hot(taken["targets"].long(), self.targets["units"]).to(self.dtype)
        return x, y, taken.get("weights")


class Order:
    """Which rows each step learns from: a function of the seed and the step's number, so any step is found again."""

    def __init__(self, rows, plan):
        self.in_chunks = plan["order"] == "chunks"
        self.rows = rows if self.in_chunks else [sum(rows)]
        self.plan = plan
        self.epoch = 0
        self.chunks = list(range(len(self.rows)))
        self.place = None
        self.order = None

    def find(self, done):
        """Of the step after `done` steps its epoch, its shard, where it begins there, and the epoch's rows before it."""
        epoch = done // self.plan["stepsPerEpoch"] + 1
        if self.in_chunks and self.plan["shuffle"] and epoch != self.epoch:
            self.chunks = permutation(len(self.rows), self.plan["seed"], f"chunks/{epoch}")
            self.epoch = epoch
        step, before = done % self.plan["stepsPerEpoch"], 0
        for chunk in self.chunks:
            steps = -(-self.rows[chunk] // self.plan["batch"])
            if step < steps:
                return epoch, chunk, step * self.plan["batch"], before + step * self.plan["batch"]
            step -= steps
            before += self.rows[chunk]
        raise AssertionError("An epoch has fewer steps than its shards.")

    def of(self, epoch, chunk):
        """The order of a shard's rows in an epoch."""
        if self.place != (epoch, chunk):
            rows = self.rows[chunk]
            name = f"shuffle/{epoch}/{chunk}" if self.in_chunks else f"shuffle/{epoch}"
            self.order = (
                torch.tensor(permutation(rows, self.plan["seed"], name)) if self.plan["shuffle"] else torch.arange(rows)
            )
            self.place = (epoch, chunk)
        return self.order

    def examples(self, done):
        """How many rows have been learned from after some steps, each as often as it was met."""
        epoch, _, _, before = self.find(done)
        return (epoch - 1) * sum(self.rows) + before


# Distorted copies of digits --------------------------------------------------------------------------------------

SIDE, MIDDLE, BOX, MASS_CENTER = 28, 13.5, 20, 14.5
# What is drawn of a copy: how it is turned, slanted, stretched, sized, moved across and down, with which pen it is
# drawn, and how the points of two grids of 7 × 7 are moved, across and down.
DRAWS = 7 + 2 * 49


class Distorter:
    """New digits of given ones, other ones in every epoch, as Akari's `--augment` makes them; in float64."""

    def __init__(self, amounts, seed, device):
        self.amounts, self.seed, self.device = amounts, seed, device
        self.epoch, self.draws = None, None
        # Cubic B-splines over a grid whose lines are 8 pixels apart: how much of each line is in each pixel.
        self.spline = torch.zeros(SIDE, 7, dtype=torch.float64, device=device)
        for pixel in range(SIDE):
            t = (pixel % 8 + 0.5) / 8
            s = 1 - t
            taps = [s**3 / 6, (3 * t**3 - 6 * t**2 + 4) / 6, (3 * s**3 - 6 * s**2 + 4) / 6, t**3 / 6]
            self.spline[pixel, pixel // 8 : pixel // 8 + 4] = torch.tensor(taps, dtype=torch.float64)
        self.y, self.x = (
            grid.to(device) for grid in torch.meshgrid(*[torch.arange(SIDE, dtype=torch.float64)] * 2, indexing="ij")
        )

    def begin(self, epoch, rows):
        """Draws what the copies of all rows are in an epoch, from -1 to 1. Each row has a generator of its own."""
        if epoch == self.epoch:
            return
        draws = words(self.seed, f"augmentation/{epoch}")
        places = 4 * rows.to(self.device, torch.int64)
        a, b, c, d = (mix((next(draws) + mix((places + i) & WORD)) & WORD) for i in range(4))
        a = torch.where(a | b | c | d == 0, 1, a)
        draws = xoshiro(a, b, c, d)
        drawn = [(next(draws) >> 8).to(torch.float32) / 2**23 - 1 for _ in range(DRAWS)]
        self.epoch, self.draws = epoch, torch.stack(drawn, dim=1)

    def copies(self, pixels, rows):
        """Copies of pictures, [n, 784] of 0 to 255, which are these rows; from 0 to 1."""
        of, u = self.amounts, self.draws[rows.to(self.device)].double()
        ink = pixels.double().reshape(-1, SIDE, SIDE) / 255
        # Of each picture a number, to be laid over its pixels.
        turn, slant, stretch, size, right, down, pen = u[:, :7].T[:, :, None, None]
        turn, slant, wide = (
            turn * math.tan(math.radians(of["rotation"])),
            slant * of["shear"],
            ratio(stretch * of["stretch"]),
        )
        size, right, down = ratio(size * of["scale"]), right * of["shift"], down * of["shift"]
        across, along = (
            self.spline @ (of["elastic"] * grid.reshape(-1, 7, 7)) @ self.spline.T for grid in (u[:, 7:56], u[:, 56:])
        )
        # Turned after it is slanted after it is stretched.
        cosine = 1 / torch.sqrt(1 + turn * turn)
        sine = turn * cosine
        xx, xy, yx, yy = cosine * wide, -cosine * slant - sine, sine * wide, cosine - sine * slant
        scale = size
        left = MIDDLE + right - size * (xx + xy) * MIDDLE
        top = MIDDLE + down - size * (yx + yy) * MIDDLE
        if of["normalize"]:
            # The longest side of the ink becomes 20 pixels, its centre of mass the middle; an empty picture has none.
            new_x, new_y = (a * (self.x - across) + b * (self.y - along) for a, b in ((xx, xy), (yx, yy)))
            is_ink = ink > 0
            extent = [
                where.where(is_ink, -math.inf).amax((1, 2)) - where.where(is_ink, math.inf).amin((1, 2))
                for where in (new_x, new_y)
            ]
            mass = ink.sum((1, 2), keepdim=True)
            longest = torch.maximum(*extent).clamp(min=1)[:, None, None]
            fitted = (BOX - 1) / longest * size
            scale = torch.where(mass > 0, fitted, scale)
            left = torch.where(
                mass > 0, MASS_CENTER - 0.5 + right - fitted * (ink * new_x).sum((1, 2), keepdim=True) / mass, left
            )
            top = torch.where(
                mass > 0, MASS_CENTER - 0.5 + down - fitted * (ink * new_y).sum((1, 2), keepdim=True) / mass, top
            )
        # Each new pixel is looked up where it came from, between the middles of four; there is no ink outside.
        determinant = (xx * yy - xy * yx) * scale
        from_x = (yy * (self.x - left) - xy * (self.y - top)) / determinant + across
        from_y = (xx * (self.y - top) - yx * (self.x - left)) / determinant + along
        padded = nn.functional.pad(ink, (1, 1, 1, 1)).flatten(1)
        column, row = from_x.floor(), from_y.floor()

        def at(column, row):
            place = (row.clamp(-1, SIDE) + 1) * (SIDE + 2) + column.clamp(-1, SIDE) + 1
            return padded.gather(1, place.long().flatten(1)).reshape(ink.shape)

        beside, below = from_x - column, from_y - row
        upper = at(column, row) * (1 - beside) + at(column + 1, row) * beside
        lower = at(column, row + 1) * (1 - beside) + at(column + 1, row + 1) * beside
        # Another pen: the edge of the ink moves to where there was less of it, or more, and edges are steeper.
        pen = pen * of["thickness"]
        gain = 0.5 / (0.5 - pen.abs())
        rise = torch.where(pen >= 0, torch.zeros_like(gain), 1 - gain)
        drawn = gain * 1.2 * (upper * (1 - below) + lower * below) + (rise - 0.5) * 1.2 + 0.5
        return drawn.clamp(0, 1).flatten(1)


def ratio(amount):
    """A factor that is as far above 1 as another is below it."""
    return torch.where(amount >= 0, 1 + amount, 1 / (1 - amount))


# The network in training -----------------------------------------------------------------------------------------

# PyTorch's constants of batch normalisation.
EPSILON, MOMENTUM = 1e-5, 0.1


class Network(nn.Module):
    """The layers, with dropout of their inputs and batch normalisation where the experiment has them."""

    def __init__(self, experiment, world):
        super().__init__()
        options = experiment["regularization"]
        made = layers()
        self.linear = nn.ModuleList(linear for linear, _ in made)
        self.activation = nn.ModuleList(activation for _, activation in made)
        # The share of each layer's inputs that is dropped, and the key of its masks.
        self.dropout = options["dropout"]
        self.keys = [next(words(experiment["plan"]["seed"], f"dropout/{layer}")) for layer in range(len(made))]
        self.normalized = options["normalized"]
        form = {"dtype": getattr(torch, experiment["precision"]), "device": world.device}
        ones = [
            torch.ones(linear.out_features, **form) if has else None
            for linear, has in zip(self.linear, self.normalized)
        ]
        # What batch normalisation has of each layer beside its weights; its shift stands in the place of the bias.
        self.scale = nn.ParameterList(nn.Parameter(one) for one in ones if one is not None)
        self.mean = [None if one is None else torch.zeros_like(one) for one in ones]
        self.variance = [None if one is None else one.clone() for one in ones]
        self.world = world
        self.to(**form)

    def scale_of(self, layer):
        return self.scale[sum(self.normalized[:layer])] if self.normalized[layer] else None

    def trained(self, layer):
        """What is learned of a layer, by its name in checkpoints."""
        linear, scale = self.linear[layer], self.scale_of(layer)
        return {"weight": linear.weight, "bias": linear.bias, **({} if scale is None else {"scale": scale})}

    def forward(self, x, step, first, count):
        """The output layer's sums and activations, [n, units], of a step's rows from its `first` on, of `count`."""
        for layer, (linear, activation) in enumerate(zip(self.linear, self.activation)):
            share = self.dropout[layer]
            if share > 0:
                x = x * self.mask(layer, share, step, first, x)
            if self.normalized[layer]:
                z = self.normalize(layer, nn.functional.linear(x, linear.weight), count)
            else:
                z = linear(x)
            x = activation(z)
        return z, x

    def mask(self, layer, share, step, first, x):
        """0 for what a step leaves out of a layer's inputs: a function of seed, layer, step, row and unit."""
        rows = torch.arange(first, first + len(x), dtype=torch.int64, device=x.device)
        units = torch.arange(x.shape[1], dtype=torch.int64, device=x.device)
        of_step = mix((self.keys[layer] + step * STRIDE) & WORD)
        of_row = mix((of_step + rows * STRIDE) & WORD)
        drawn = mix((of_row[:, None] + units * STRIDE) & WORD)
        return (drawn >= math.floor(share * 2**32)).to(x.dtype) * (1 / (1 - share))

    def normalize(self, layer, z, count):
        """Batch normalisation over the whole batch, whichever process has its rows."""
        add = SumOfAll.apply if self.world.size > 1 else lambda tensor: tensor
        mean = add(z.sum(0)) / count
        variance = add(((z - mean) ** 2).sum(0)) / count
        with torch.no_grad():
            self.mean[layer] = (1 - MOMENTUM) * self.mean[layer] + MOMENTUM * mean
            self.variance[layer] = (1 - MOMENTUM) * self.variance[layer] + MOMENTUM * variance * (count / (count - 1))
        return (z - mean) / torch.sqrt(variance + EPSILON) * self.scale_of(layer) + self.linear[layer].bias

    @torch.no_grad()
    def plain(self):
        """Weight and bias of each layer outside training, into which batch normalisation is multiplied."""
        plain = []
        for layer, linear in enumerate(self.linear):
            weight, bias = linear.weight.detach(), linear.bias.detach()
            if self.normalized[layer]:
                factor = self.scale_of(layer) / torch.sqrt(self.variance[layer] + EPSILON)
                weight, bias = weight * factor[:, None], bias - self.mean[layer] * factor
            plain.append((weight, bias))
        return plain

    def answer(self, plain, x):
        """The same as `forward`, outside training."""
        for (weight, bias), activation in zip(plain, self.activation):
            z = nn.functional.linear(x, weight, bias)
            x = activation(z)
        return z, x


# What the optimizers remember, by the names that checkpoints and PyTorch have for it.
MOMENTS = {
    "sgd": {"momentum": "momentum_buffer"},
    "rmsprop": {"squareAverage": "square_avg", "momentum": "momentum_buffer"},
    "adam": {"mean": "exp_avg", "variance": "exp_avg_sq"},
    "adamw": {"mean": "exp_avg", "variance": "exp_avg_sq"},
}


def optimizer_for(network, experiment):
    """PyTorch's optimizer with the experiment's constants, each layer a group of its own; frozen layers are in none."""
    of = experiment["optimizer"]
    groups = []
    for layer, how in enumerate(experiment["layers"]):
        parameters = list(network.trained(layer).values())
        for parameter in parameters:
            parameter.requires_grad_(not how["frozen"])
        if not how["frozen"]:
            groups.append({"params": parameters, "weight_decay": how["weightDecay"], "factor": how["rate"]})
    rate = of["learningRate"]
    if of["name"] == "sgd":
        return torch.optim.SGD(groups, lr=rate, momentum=of["momentum"], nesterov=of["nesterov"])
    if of["name"] == "rmsprop":
        return torch.optim.RMSprop(groups, lr=rate, alpha=of["smoothing"], eps=of["epsilon"], momentum=of["momentum"])
    kind = torch.optim.AdamW if of["name"] == "adamw" else torch.optim.Adam
    return kind(groups, lr=rate, betas=(of["beta1"], of["beta2"]), eps=of["epsilon"])


def rate_of(step, experiment):
    """The learning rate of a step, counted from 1."""
    base, schedule, plan = experiment["optimizer"]["learningRate"], experiment["schedule"], experiment["plan"]
    if schedule is None:
        return base
    warm_up = schedule.get("warmUp", {})
    rise = warm_up.get("steps", warm_up.get("epochs", 0) * plan["stepsPerEpoch"])

    def between(a, b, share):
        return b + (a - b) / 2 * (1 + math.cos(math.pi * share))

    if schedule["name"] == "one_cycle":
        rise, t = rise or 0.3 * plan["steps"], step - 1
        if t < rise - 1:
            return between(base / 25, base, t / (rise - 1))
        return between(base, base / 25 / 1e4, 0 if t == rise - 1 else (t - rise + 1) / (plan["steps"] - rise))
    t = step - 1 - rise
    if t < 0:
        return base * step / rise
    if schedule["name"] == "cosine":
        return between(base, 0, t / (plan["steps"] - rise))
    if schedule["name"] == "step":
        return base * schedule["factor"] ** (t // (schedule["every"] * plan["stepsPerEpoch"]))
    return base


# Files: Akari's own safetensors ----------------------------------------------------------------------------------

DTYPES = {torch.float64: "F64", torch.float32: "F32"}


def content_hash(tensors, metadata):
    """The hash by which Akari tells that a file is as it was written: of every tensor and text, by its name."""
    parts = {f"metadata {key}": text.encode() for key, text in metadata.items()}
    for name, tensor in tensors.items():
        parts[f"tensor {DTYPES[tensor.dtype]} {json.dumps(list(tensor.shape), separators=(',', ':'))} {name}"] = (
            bytes_of(tensor)
        )
    hashes = [[name, hashlib.sha256(content).hexdigest()] for name, content in parts.items()]
    hashes.sort(key=lambda pair: pair[0].encode("utf-16-be"))
    return (
        "sha256:" + hashlib.sha256(json.dumps(hashes, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
    )


def bytes_of(tensor):
    """A tensor's numbers as they lie in memory, which all machines of today have little-endian."""
    return memoryview((ctypes.c_char * tensor.nbytes).from_address(tensor.data_ptr())) if tensor.nbytes else b""


def write_safetensors(path, tensors, metadata):
    """Writes a file so that it is there whole or not at all: beside its place, flushed to the disk, then renamed."""
    tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    tensors = dict(sorted(tensors.items(), key=lambda item: -item[1].element_size()))
    header, end = {"__metadata__": {**metadata, "akari.content": content_hash(tensors, metadata)}}, 0
    for name, tensor in tensors.items():
        header[name] = {
            "dtype": DTYPES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [end, end + tensor.nbytes],
        }
        end += tensor.nbytes
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(beside, "wb") as file:
            file.write(len(text).to_bytes(8, "little") + text)
            for tensor in tensors.values():
                file.write(bytes_of(tensor))
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Problem(f"{path} cannot be written: {error.strerror}.") from error
    try:
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError:
        pass  # The file is there; how soon its name reaches the disk is left to the system.


def read_safetensors(path):
    """The tensors and the texts of a file of Akari's."""
    try:
        with safe_open(path, framework="pt") as file:
            metadata = dict(file.metadata() or {})
            tensors = {name: file.get_tensor(name) for name in file.keys()}
    except (OSError, SafetensorError) as error:
        raise Problem(f"{path} cannot be read: {error}.") from error
    if "akari.checkpoint" not in metadata:
        raise Problem(f"{path} is not a checkpoint of Akari's.")
    given = metadata.pop("akari.content", None)
    if given is not None and given != content_hash(tensors, metadata):
        raise Problem(f"{path} is damaged, or was changed after it was written: take it away to begin anew.")
    return tensors, {key: json.loads(text) for key, text in metadata.items()}


# The run ---------------------------------------------------------------------------------------------------------

# What the files of Akari have in the place of numbers that JSON lacks.
NOT_IN_JSON = {math.inf: "Infinity", -math.inf: "-Infinity"}


def json_number(number):
    return "NaN" if math.isnan(number) else NOT_IN_JSON.get(number, number)


def as_number(value):
    return float(value.replace("Infinity", "inf")) if isinstance(value, str) else value


class Run:
    """The training, from the start or a checkpoint to the result."""

    def __init__(self, experiment, files, world):
        self.experiment, self.files, self.world = experiment, files, world
        self.plan = experiment["plan"]
        self.train = Shards(experiment["data"]["train"], experiment, world)
        self.held = Shards(experiment["data"]["validation"], experiment, world)
        self.order = Order(self.train.rows, self.plan)
        self.network = Network(experiment, world)
        self.optimizer = optimizer_for(self.network, experiment)
        amounts = experiment["augmentation"]
        self.distorter = None if amounts is None else Distorter(amounts, self.plan["seed"], world.device)
        self.sums = []
        if world.size > 1:
            for group in self.optimizer.param_groups:
                for parameter in group["params"]:
                    parameter.register_post_accumulate_grad_hook(self.add_up)
        # Losses of steps that are done, before they are brought together.
        self.pending = []
        self.span = 1
        self.stop = 0
        self.best = None
        # The step of the last checkpoint, and what was told of one that could not be written.
        self.saved_at, self.told = None, None

    def add_up(self, parameter):
        """
        Begins to add up a gradient over all processes while those of the layers before are still computed. This is what
        DistributedDataParallel does, but that takes the mean over the processes, and changes the order in which it adds
        up after its first step: a run that goes on from a checkpoint would not end with the same weights.
        """
        self.sums.append(dist.all_reduce(parameter.grad, async_op=True))

    # From a checkpoint, and to one

    def load(self):
        """Goes on from the run's checkpoint where there is one, else from the start."""
        here = self.files.checkpoint.exists()
        somewhere = self.world.sum(torch.tensor([int(here)], device=self.world.device)).item() > 0
        there = self.world.share(here)

        def look():
            if somewhere and not there:
                raise Problem(
                    "There is a checkpoint on another machine, and none where the first process looks for it: "
                    f"{self.files.checkpoint} has to be on a disk that all machines share."
                )

        self.world.together(look)
        path = self.files.checkpoint if there else FOLDER / "start.safetensors"
        tensors, texts = self.world.together(lambda: self.read(path) if self.world.rank == 0 else ({}, None))
        self.texts = self.world.share(texts)
        state = self.texts["akari.checkpoint"]
        self.step, self.loss_sum = state["step"], as_number(state["lossSum"])
        self.history = state["history"]
        self.best_epoch = state.get("bestEpoch")
        self.seconds, self.training_seconds = state["seconds"], state["trainingSeconds"]
        best = {}
        for name, tensor in self.world.share_tensors(tensors):
            self.place(name, tensor)
            if name.startswith("best.") and self.world.rank == 0:
                best[name] = tensor.cpu()
        self.best = best if self.best_epoch is not None else None
        self.saved_at = self.step if there else None
        if self.step > 0:
            self.world.tell(f"Going on from {path.name}, after {self.step:,} of {self.plan['steps']:,} steps")

    def read(self, path):
        tensors, texts = read_safetensors(path)
        start = read_safetensors(FOLDER / "start.safetensors")[1] if path.name != "start.safetensors" else texts
        for key in ("configuration", "data", "planned"):
            if texts["akari.checkpoint"][key] != start["akari.checkpoint"][key]:
                raise Problem(
                    f"{path} is the checkpoint of another run: its {key} differs from this folder's. Name another file "
                    "with --checkpoint, or take it away to begin anew."
                )
        if texts["akari"]["definition"] != start["akari"]["definition"]:
            raise Problem(f"{path} is the checkpoint of another network: name another file with --checkpoint.")
        return tensors, texts

    @torch.no_grad()
    def place(self, name, tensor):
        """Puts a checkpoint's tensor where it belongs."""
        names = self.texts["akari"]["tensors"]
        for layer, of in enumerate(names):
            linear = self.network.linear[layer]
            # With batch normalisation the weights in training stand below.
            if name in (of["weight"], of["bias"]) and not self.network.normalized[layer]:
                (linear.weight if name == of["weight"] else linear.bias).copy_(tensor)
        kind, *parts = name.split(".")
        if kind == "batchNorm" and self.network.normalized[int(parts[0])]:
            layer, part = int(parts[0]), parts[1]
            if part in ("mean", "variance"):
                getattr(self.network, part)[layer] = tensor.clone()
            else:
                self.network.trained(layer)[part].copy_(tensor)
        if kind == "optimizer" and self.step > 0:
            layer, moment, part = int(parts[0]), parts[1], parts[2]
            parameter = self.network.trained(layer).get(part)
            if parameter is not None and parameter.requires_grad:
                state = self.optimizer.state[parameter]
                state[MOMENTS[self.experiment["optimizer"]["name"]][moment]] = tensor.clone()
                if self.experiment["optimizer"]["name"] != "sgd":
                    state["step"] = torch.tensor(float(self.step))

    def moment(self, layer, moment, part):
        parameter = self.network.trained(layer).get(part)
        if parameter is None:
            return torch.zeros_like(self.network.linear[layer].bias)
        found = self.optimizer.state.get(parameter, {}).get(MOMENTS[self.experiment["optimizer"]["name"]][moment])
        return torch.zeros_like(parameter) if found is None else found

    def named(self, parameters, before=""):
        """Weights and biases of all layers by the names that they have in the files."""
        names = self.texts["akari"]["tensors"]
        return {
            before + of[part]: tensor
            for of, pair in zip(names, parameters)
            for part, tensor in zip(("weight", "bias"), pair)
        }

    def checkpoint(self):
        """Everything that it takes to go on as if the run had never been stopped."""
        if self.saved_at == self.step:
            return
        if self.world.rank == 0:
            plain = self.network.plain()
            tensors = {**self.named(plain), **(self.best or {})}
            moments = self.experiment["moments"]
            normalizes = any(self.network.normalized)
            for layer in range(len(plain)):
                for moment in moments:
                    for part in ("weight", "bias"):
                        tensors[f"optimizer.{layer}.{moment}.{part}"] = self.moment(layer, moment, part)
            for layer in range(len(plain) - 1 if normalizes else 0):
                linear, has = self.network.linear[layer], self.network.normalized[layer]
                parts = {
                    "weight": linear.weight,
                    "bias": linear.bias,
                    "scale": self.network.scale_of(layer) if has else torch.ones_like(linear.bias),
                    "mean": self.network.mean[layer] if has else torch.zeros_like(linear.bias),
                    "variance": self.network.variance[layer] if has else torch.ones_like(linear.bias),
                }
                tensors.update({f"batchNorm.{layer}.{part}": tensor for part, tensor in parts.items()})
                for moment in moments:
                    tensors[f"optimizer.{layer}.{moment}.scale"] = self.moment(layer, moment, "scale")
            state = {
                **self.texts["akari.checkpoint"],
                "step": self.step,
                "lossSum": json_number(self.loss_sum),
                "history": self.history,
                "seconds": self.elapsed(),
                "trainingSeconds": self.training_seconds,
                **({} if self.best_epoch is None else {"bestEpoch": self.best_epoch}),
            }
            description = self.texts["akari"]
            record = {
                **description["record"],
                "trainedBy": self.trained_by(),
                "steps": self.step,
                **self.accuracy_of(-1),
                **self.curves(),
            }
            texts = {"akari": {**description, "record": record}, "akari.checkpoint": state}
            try:
                write_safetensors(
                    self.files.checkpoint,
                    tensors,
                    {key: json.dumps(text, ensure_ascii=False) for key, text in texts.items()},
                )
                self.saved_at, self.told = self.step, None
            except Problem as problem:
                # A disk that stays full is told of once.
                if self.told == str(problem):
                    return
                self.told = str(problem)
                complain(f"{problem} Training goes on without this checkpoint.")

    def trained_by(self):
        """What trained it, for the records: the bits are not those of Akari's engine."""
        return f"PyTorch {torch.__version__}, torchrun × {self.world.size}"

    def accuracy_of(self, epoch):
        """What the record says of an epoch, by its place in the history."""
        figures = self.history[epoch] if self.history else {}
        return {"validationAccuracy": figures["validationAccuracy"]} if "validationAccuracy" in figures else {}

    def curves(self):
        """The figures of the epochs as the record has them."""
        if not self.history:
            return {}

        def curve(key):
            numbers = [as_number(epoch[key]) for epoch in self.history]
            return [float(f"{number:.6g}") if math.isfinite(number) else None for number in numbers]

        keys = ("loss", "validationLoss", "validationAccuracy")
        return {"history": {key: curve(key) for key in keys if key in self.history[0]}}

    def result(self):
        """The model, with its training record, as `akari train` saves it."""
        if self.world.rank != 0:
            return
        tensors = self.named(self.network.plain())
        if self.best is not None:
            tensors = {name.removeprefix("best."): tensor for name, tensor in self.best.items()}
        record = {
            **self.experiment["record"],
            "trainedBy": self.trained_by(),
            "steps": self.step,
            **({} if self.best_epoch is None else {"bestEpoch": self.best_epoch}),
            **self.accuracy_of(-1 if self.best_epoch is None else self.best_epoch - 1),
            **self.curves(),
        }
        description = {**self.texts["akari"], "record": record}
        write_safetensors(self.files.result, tensors, {"akari": json.dumps(description, ensure_ascii=False)})

    def elapsed(self):
        return self.seconds + time.perf_counter() - self.started

    # Steps

    def run(self):
        """Trains to the end, or until somebody says stop. @returns whether it came to its end"""
        self.started = time.perf_counter()
        per_epoch, steps = self.plan["stepsPerEpoch"], self.plan["steps"]
        every = self.texts["akari.checkpoint"]["every"]
        interval = every.get("steps", every.get("epochs", 0) * per_epoch)
        while len(self.history) < self.plan["epochs"] and not self.stop and not self.out_of_patience():
            end = min((len(self.history) + 1) * per_epoch, steps)
            while self.step < end and not self.stop:
                self.take(min(self.span, end - self.step, interval - self.step % interval))
                if self.step < end and self.step % interval == 0:
                    self.checkpoint()
            if self.step == end:
                if end % per_epoch:
                    self.checkpoint()
                self.end_epoch()
                if self.step % interval == 0:
                    self.checkpoint()
        self.checkpoint()
        return not self.stop

    def take(self, count):
        """Some steps, and then what they have come to."""
        begun, first = time.perf_counter(), self.step
        for _ in range(count):
            self.take_step()
        # Losses are added up over the processes here, not after each step; with them everybody hears whether somebody
        # was told to stop, and how many steps to take the next time.
        took = time.perf_counter() - begun
        span = count * 2 if took < 0.2 and count == self.span else max(1, count // 2) if took > 0.8 else self.span
        self.world.look_for_launcher()
        said = [1 if TOLD else 0, min(span, 1000) if self.world.rank == 0 else 0]
        shared = self.world.sum(
            torch.cat([torch.stack(self.pending), torch.tensor(said, dtype=torch.float64, device=self.world.device)])
        )
        *losses, stop, span = shared.tolist()
        self.pending, self.stop, self.span = [], int(stop), int(span)
        for i, loss in enumerate(losses):
            step = first + i + 1
            if not math.isfinite(loss):
                kept = (
                    "start.safetensors"
                    if self.saved_at is None
                    else f"{self.files.checkpoint}, of step {self.saved_at}"
                )
                raise Problem(
                    f"The loss of step {step} is {loss}: training diverged. The last weights that are kept are those "
                    f"of {kept}. Export it again with a smaller --lr or with --clip.",
                    shared=True,
                )
            self.loss_sum += loss * (self.order.examples(step) - self.order.examples(step - 1))
            self.files.log(f"{step},{(step - 1) // self.plan['stepsPerEpoch'] + 1},{loss!r}\n")
        self.training_seconds += time.perf_counter() - begun

    def take_step(self):
        """Forward, loss, backward, update: of this process's rows of the batch, towards the gradient of all of it."""
        epoch, chunk, start, _ = self.order.find(self.step)
        count = min(self.plan["batch"], self.order.rows[chunk] - start)
        first, last = self.world.part(count)
        tensors = self.train.load(chunk if self.order.in_chunks else None)
        rows = self.order.of(epoch, chunk)[start + first : start + last]
        x, y, weights = self.train.batch(tensors, rows)
        if self.distorter is not None:
            self.distorter.begin(epoch, tensors["rows"])
            x = self.distorter.copies(tensors["numbers"][rows.to(tensors["numbers"].device)].to(x.device), rows).to(
                x.dtype
            )
        smoothing = self.experiment["regularization"]["smoothing"]
        if smoothing["share"] > 0:
            y = (1 - smoothing["epsilon"]) * y + smoothing["share"]
        z, a = self.network(x, self.step + 1, first, count)
        each = losses(z, a, y)
        if weights is not None:
            each = each * weights.to(each.dtype)
        self.optimizer.zero_grad()
        (each.sum() / count).backward()
        for work in self.sums:
            work.wait()
        self.sums = []
        self.update()
        self.step += 1
        self.pending.append(each.detach().double().sum() / count)

    @torch.no_grad()
    def update(self):
        options = self.experiment["regularization"]
        if options["l1"] > 0:
            for layer, how in enumerate(self.experiment["layers"]):
                weight = self.network.linear[layer].weight
                if not how["frozen"]:
                    weight.grad.add_(torch.sign(weight), alpha=options["l1"])
        if options["clip"] is not None:
            learned = [parameter for group in self.optimizer.param_groups for parameter in group["params"]]
            nn.utils.clip_grad_norm_(learned, options["clip"])
        rate = rate_of(self.step + 1, self.experiment)
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["factor"]
        self.optimizer.step()

    # Epochs

    def end_epoch(self):
        epoch = len(self.history) + 1
        before = self.order.examples((epoch - 1) * self.plan["stepsPerEpoch"])
        figures = {
            "epoch": epoch,
            "step": self.step,
            "loss": json_number(self.loss_sum / (self.order.examples(self.step) - before)),
            **self.validate(),
            "seconds": self.elapsed(),
            "samplesPerSecond": self.order.examples(self.step) / self.training_seconds
            if self.training_seconds > 0
            else 0,
        }
        stopping = self.experiment["earlyStopping"]
        if self.experiment["keepBest"] or stopping is not None:
            best = self.history[self.best_epoch - 1] if self.best_epoch is not None else None
            if better(figures, best, stopping is not None and stopping["monitor"] == "loss"):
                self.best_epoch = epoch
                self.best = {
                    name: tensor.cpu().clone() for name, tensor in self.named(self.network.plain(), "best.").items()
                }
        self.history.append(figures)
        self.loss_sum = 0
        loss, held = as_number(figures["loss"]), figures.get("validationLoss")
        accuracy = f", {figures['validationAccuracy']:.2%} right" if "validationAccuracy" in figures else ""
        validation = "" if held is None else f"  validation loss {as_number(held):.6g}{accuracy}"
        self.world.tell(
            f"Epoch {epoch} of {self.plan['epochs']}  step {self.step:,}  loss {loss:.6g}{validation}  "
            f"{figures['samplesPerSecond']:,.0f} rows/s"
        )

    @torch.no_grad()
    def validate(self):
        """Mean loss of the rows that are held out, and for classes the share that is classified rightly."""
        if not self.held.files:
            return {}
        plain = self.network.plain()
        # Losses, weights, rightly classified rows.
        sums = torch.zeros(3, dtype=torch.float64, device=self.world.device)
        in_chunks = self.experiment["validationInChunks"]
        rows = self.held.rows if in_chunks else [sum(self.held.rows)]
        for chunk, count in enumerate(rows):
            tensors = self.held.load(chunk if in_chunks else None)
            first, last = self.world.part(count)
            for part in torch.arange(first, last).split(1024):
                x, y, weights = self.held.batch(tensors, part)
                z, a = self.network.answer(plain, x)
                each = losses(z, a, y).double()
                counted = torch.ones_like(each) if weights is None else weights.double()
                right = (a > 0.5) == (y > 0.5) if a.shape[1] == 1 else a.argmax(1) == y.argmax(1)
                sums += torch.stack([(each * counted).sum(), counted.sum(), right.sum().double()])
        loss, weight, right = self.world.sum(sums).tolist()
        accuracy = {"validationAccuracy": right / sum(rows)} if self.experiment["tellsAccuracy"] else {}
        return {"validationLoss": json_number(loss / weight if weight else math.nan), **accuracy}

    def out_of_patience(self):
        """Whether too many epochs have gone by since the best one."""
        stopping = self.experiment["earlyStopping"]
        return stopping is not None and len(self.history) - (self.best_epoch or 0) >= stopping["patience"]


def better(epoch, best, by_loss):
    """Whether an epoch is better than the best before it: more accurate, or without accuracy of a lower loss."""
    if best is None:
        return True
    if not by_loss and "validationAccuracy" in epoch:
        return epoch["validationAccuracy"] > best["validationAccuracy"]
    loss, least = as_number(epoch["validationLoss"]), as_number(best["validationLoss"])
    return loss < least or (math.isnan(least) and not math.isnan(loss))


# The command -----------------------------------------------------------------------------------------------------

# What has told this process to stop: signals.
TOLD = []


def listen():
    """Lets the run end after a step with a checkpoint where it is told to stop; told again later, it ends at once."""
    since = time.monotonic()

    def heard(number, _frame):
        nonlocal since
        # Ctrl-C reaches every process of a terminal, and torchrun sends it on to those that it has started.
        if TOLD and time.monotonic() - since > 1:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
        if not TOLD:
            since = time.monotonic()
        TOLD.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, heard)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "--checkpoint",
        type=Path,
        default=FOLDER / "checkpoint.safetensors",
        metavar="FILE",
        help="where checkpoints go, and what the run goes on from (default: checkpoint.safetensors beside this)",
    )
    parser.add_argument(
        "--result",
        type=Path,
        default=FOLDER / "result.safetensors",
        metavar="FILE",
        help="where the trained model goes (default: result.safetensors beside this program)",
    )
    parser.add_argument(
        "--log-steps", type=Path, metavar="FILE", help="write the loss of every step to this file, as CSV"
    )
    parser.add_argument(
        "--device",
        choices=["cpu", "cuda"],
        help="what computes (default: a GPU a process where there are any, else the CPU)",
    )
    parser.add_argument(
        "--threads",
        type=int,
        metavar="N",
        help="threads of each process on the CPU (default: the cores, divided over the processes)",
    )
    parser.add_argument(
        "--tf32",
        action="store_true",
        help="let GPUs round the factors of products to 10 bits: faster, and losses agree to three digits or so",
    )
    parser.add_argument(
        "--timeout",
        type=int,
        default=600,
        metavar="SECONDS",
        help="how long a process waits for the others before it gives up (default: 600)",
    )
    return parser.parse_args()


def read_experiment():
    path = FOLDER / "experiment.json"
    try:
        experiment = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Problem(f"{path} cannot be read: {error}.") from error
    if experiment.get("version") != 1:
        raise Problem(f"{path} has version {experiment.get('version')}, and this program reads 1: export both again.")
    return experiment


class Files:
    """Where a run writes to."""

    def __init__(self, given):
        self.checkpoint, self.result = given.checkpoint.resolve(), given.result.resolve()
        self.log_steps = given.log_steps
        self.steps = None

    def check(self):
        for path in (self.checkpoint, self.result, *([] if self.log_steps is None else [self.log_steps])):
            if not path.resolve().parent.is_dir():
                raise Problem(f"There is no folder {path.resolve().parent} to write {path.name} into.")

    def begin_log(self, step):
        """Opens the file of the steps' losses. What a run that is resumed wrote after its checkpoint comes again."""
        if self.log_steps is None:
            return
        try:
            lines = self.log_steps.read_text().splitlines()[1:] if step > 0 and self.log_steps.exists() else []
            kept = [line for line in lines if line.split(",")[0].isdigit() and int(line.split(",")[0]) <= step]
            self.steps = open(self.log_steps, "w", buffering=1)
        except OSError as error:
            raise Problem(f"{self.log_steps} cannot be written: {error.strerror}.") from error
        self.log("\n".join(["step,epoch,loss", *kept]) + "\n")

    def log(self, lines):
        try:
            if self.steps is not None:
                self.steps.write(lines)
        except OSError as error:
            raise Problem(f"{self.log_steps} cannot be written: {error.strerror}.") from error


def train(given, world):
    experiment = world.together(read_experiment)
    files = Files(given)
    run = Run(experiment, files, world)

    def check():
        run.train.check()
        run.held.check()
        if world.rank == 0:
            files.check()

    world.together(check)
    held, threads = sum(run.held.rows), torch.get_num_threads()
    more = f", {held:,} more to validate on" if held else ""
    world.tell(f"{experiment['name']}: {sum(run.train.rows):,} rows to learn from{more}")
    world.tell(
        f"Processes: {world.size}, on {world.device.type}; threads of each: {threads}; PyTorch {torch.__version__}"
    )
    run.load()
    if world.rank == 0:
        files.begin_log(run.step)
    if not run.run():
        kept = (
            f"go on with the same command, from {files.checkpoint}"
            if run.saved_at == run.step
            else "no checkpoint could be written"
        )
        world.tell(f"Stopped after {run.step:,} of {run.plan['steps']:,} steps: {kept}.")
        return 128 + (TOLD[0] if TOLD else signal.SIGTERM)
    world.together(run.result)
    if run.best_epoch is not None:
        world.tell(f"The weights are those of epoch {run.best_epoch}, the best.")
    world.tell(f"Saved {files.result}")
    return 0


def main():
    given, world = arguments(), None
    try:
        world = World(given.device, given.threads, given.tf32)
        world.join(given.timeout)
        listen()
        return train(given, world)
    except Problem as problem:
        if not problem.shared or world.rank == 0:
            complain(problem)
        return 2
    except KeyboardInterrupt:
        complain("Stopped before the first step.")
        return 128 + signal.SIGINT
    except RuntimeError as error:
        is_ours = not any(word in str(error) for word in ("gloo", "NCCL", "Connection", "Timed out"))
        if world is None or world.size == 1 or is_ours:
            raise
        complain(
            "Another process has ended or cannot be reached, and so this one ends. The same command goes on from the "
            "last checkpoint."
        )
        return 1
    finally:
        if dist.is_initialized():
            dist.destroy_process_group()


if __name__ == "__main__":
    ended = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Past Python's own end: there the threads of PyTorch 2.13's groups now and then abort a process that is through, which
    # torchrun takes for a failure. All files are written by now.
    os._exit(ended)
