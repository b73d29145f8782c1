"""Makes figures.jsonl: what PyTorch's parameters are after 1, 10 and 100 steps, for pytorch.test.ts to hold
Akari's engines to.

    apt install python3-torch        # Debian; any torch from 1.13 on defines these optimizers alike
    python3 test/pytorch/make_figures.py

The first line of the file says which torch made it. Every other line is a case: a network of 13 inputs, its loss
and optimizer in Akari's terms, and for float64 and float32 the losses of the first ten steps and the parameters
after some steps, flat and in torch's order (weight `[units, inputs]`, then bias, layer by layer).

Inputs, targets and initial weights are not stored: they are made of integers by `fraction`, which
test/support/formulas.ts and datasets.ts repeat. All of them have at most 10 significant bits, so they are the
same in float32 as in float64. The 20 examples come in order in batches of 6, 6, 6 and 2, again and again.

Dropout's masks are those of src/engine/regularizers.ts, whose function is repeated here.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from torch import Tensor

from akari_torch import Network, optimizer_for, scheduler_for, step

INPUTS = 13
EXAMPLES = 20
BATCH = 6
LOSSES = 10

# Seeds that tell the kinds of numbers apart; layer l has WEIGHTS + 2 l and BIASES + 2 l.
FEATURES, TARGETS, WEIGHTS, BIASES = 1, 2, 11, 12

# dropoutKey(DROPOUT_SEED, layer) of src/engine/regularizers.ts.
DROPOUT_SEED = 7
DROPOUT_KEYS = [3847080200, 265045377, 442627411]


def fraction(seed: int, i: int) -> float:
    """The i-th number of a seed, in [-1/2, 1/2) and a multiple of 1/1024."""
    return ((i * i * 31 + i * 7919 + seed * 613) % 1021) / 1024 - 0.5


def fractions(seed: int, *shape: int) -> Tensor:
    count = torch.Size(shape).numel()
    return torch.tensor([fraction(seed, i) for i in range(count)], dtype=torch.float64).reshape(shape)


def weight_scale(inputs: int) -> float:
    """A power of two near 4 / sqrt(inputs), which keeps weighted sums near 1."""
    k = 0
    while 4**k < inputs:
        k += 1
    return 4 / 2**k


def initial_parameters(units: list[int]) -> list[tuple[Tensor, Tensor]]:
    layers = []
    inputs = INPUTS
    for i, n in enumerate(units):
        weight = fractions(WEIGHTS + 2 * i, n, inputs) * weight_scale(inputs)
        layers.append((weight, fractions(BIASES + 2 * i, n)))
        inputs = n
    return layers


def target_rows(kind: str, outputs: int) -> Tensor:
    """Targets as numbers, `[EXAMPLES, outputs]`.

    Of kind `classes` one-hot rows, or 0 and 1 for a single output; of `distributions` rows that add up to 1; of
    `shares` numbers in [0, 1); of `values` numbers in [-2, 2).
    """
    if kind == "classes":
        names = 2 if outputs == 1 else outputs
        classes = torch.tensor([(i * i + i // 3) % names for i in range(EXAMPLES)])
        if outputs == 1:
            return classes.to(torch.float64).reshape(-1, 1)
        return torch.nn.functional.one_hot(classes, names).to(torch.float64)
    if kind == "distributions":
        rows = torch.zeros(EXAMPLES, outputs, dtype=torch.float64)
        for i in range(EXAMPLES):
            for k, share in enumerate((1 / 2, 3 / 8, 1 / 8)):
                rows[i, (i * i + k * (i + 1)) % outputs] += share
        return rows
    values = fractions(TARGETS, EXAMPLES, outputs)
    return values + 0.5 if kind == "shares" else values * 4


def mix(word: int) -> int:
    """murmur3's 32-bit finaliser."""
    h = word & 0xFFFFFFFF
    h = (h ^ (h >> 16)) * 0x85EBCA6B & 0xFFFFFFFF
    h = (h ^ (h >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF
    return h ^ (h >> 16)


def masks_for(case: dict, number: int, rows: int, dtype: torch.dtype) -> list[Tensor] | None:
    """What comes into each layer is multiplied by these in a step, `[rows, inputs]` each."""
    if "dropout" not in case:
        return None
    stride = 0x9E3779B9
    inputs = [INPUTS, *(layer["units"] for layer in case["layers"])]
    masks = []
    for layer, (key, share) in enumerate(zip(DROPOUT_KEYS, case["dropout"])):
        mask = torch.empty(rows, inputs[layer], dtype=torch.float64)
        for row in range(rows):
            of_row = mix(mix(key + number * stride) + row * stride)
            for unit in range(inputs[layer]):
                dropped = mix(of_row + unit * stride) < int(share * 2**32)
                mask[row, unit] = 0 if dropped else 1 / (1 - share)
        masks.append(mask.to(dtype))
    return masks


def example_weights() -> Tensor:
    """A weight for each example, `[EXAMPLES]`: quarters from 0 to 1."""
    return torch.tensor([(i * 3 % 5) / 4 for i in range(EXAMPLES)], dtype=torch.float64)


def run(case: dict, dtype: torch.dtype) -> dict:
    units = [layer["units"] for layer in case["layers"]]
    activations = [layer["activation"] for layer in case["layers"]]
    initial = [(w.to(dtype), b.to(dtype)) for w, b in initial_parameters(units)]
    network = Network(
        initial,
        activations,
        case["loss"],
        case.get("batchNorm", False),
        case.get("labelSmoothing", 0),
        case.get("byLayer"),
    )
    optimizer = optimizer_for(network, case["optimizer"])
    x = (fractions(FEATURES, EXAMPLES, INPUTS) * 4).to(dtype)
    y = target_rows(case["targets"], units[-1]).to(dtype)
    batch = case.get("batch", BATCH)
    batches_per_epoch = -(-EXAMPLES // batch)
    scheduler = None
    if "schedule" in case:
        scheduler = scheduler_for(optimizer, case["schedule"], max(case["steps"]), batches_per_epoch)
    weights = example_weights().to(dtype) if case.get("weights") else None
    class_weights = torch.tensor(case["classWeights"], dtype=dtype) if "classWeights" in case else None
    losses, parameters = [], {}
    for n in range(max(case["steps"])):
        start = (n % batches_per_epoch) * batch
        rows = slice(start, start + batch)
        weighting = {"weights": None if weights is None else weights[rows], "class_weights": class_weights}
        options = {"masks": masks_for(case, n + 1, len(x[rows]), dtype), "l1": case.get("l1", 0), "clip": case.get("clip")}
        losses.append(step(network, optimizer, x[rows], y[rows], **options, **weighting))
        if scheduler is not None:
            scheduler.step()
        if n + 1 in case["steps"]:
            flat = torch.cat([p.detach().flatten() for p in network.dense_parameters()])
            parameters[n + 1] = [written(v, dtype) for v in flat.tolist()]
    return {"losses": [written(v, dtype) for v in losses[:LOSSES]], "parameters": parameters}


def written(value: float, dtype: torch.dtype) -> float:
    """As few digits as give the same number back: up to 17 for float64, 9 for float32."""
    return value if dtype == torch.float64 else float(f"{value:.9g}")


def network(hidden: list[tuple[int, str]], output: tuple[int, str], loss: str, targets: str) -> dict:
    layers = [{"units": units, "activation": activation} for units, activation in [*hidden, output]]
    return {"layers": layers, "loss": loss, "targets": targets}


def sgd(rate: float, momentum: float = 0, nesterov: bool = False, decay: float = 0) -> dict:
    return {
        "name": "sgd",
        "learningRate": rate,
        "momentum": momentum,
        "nesterov": nesterov,
        "weightDecay": decay,
    }


def rmsprop(
    rate: float, momentum: float = 0, decay: float = 0, smoothing: float = 0.99, epsilon: float = 1e-8
) -> dict:
    return {
        "name": "rmsprop",
        "learningRate": rate,
        "smoothing": smoothing,
        "epsilon": epsilon,
        "momentum": momentum,
        "weightDecay": decay,
    }


def adam(rate: float, decay: float = 0, name: str = "adam", betas=(0.9, 0.999), epsilon: float = 1e-8) -> dict:
    return {
        "name": name,
        "learningRate": rate,
        "beta1": betas[0],
        "beta2": betas[1],
        "epsilon": epsilon,
        "weightDecay": decay,
    }


OPTIMIZERS = {
    "sgd": sgd(0.1),
    "sgd, weight decay": sgd(0.1, decay=0.01),
    "momentum": sgd(0.05, 0.9),
    "momentum, weight decay": sgd(0.05, 0.9, decay=0.01),
    "nesterov": sgd(0.05, 0.9, nesterov=True),
    "nesterov, weight decay": sgd(0.05, 0.9, nesterov=True, decay=0.01),
    "rmsprop": rmsprop(0.01),
    "rmsprop, weight decay": rmsprop(0.01, decay=0.01),
    "rmsprop, other constants": rmsprop(0.01, smoothing=0.9, epsilon=1e-3),
    "rmsprop, momentum": rmsprop(0.002, 0.9),
    "rmsprop, momentum, weight decay": rmsprop(0.002, 0.9, decay=0.01),
    "adam": adam(0.01),
    "adam, weight decay": adam(0.01, decay=0.01),
    "adam, other constants": adam(0.02, betas=(0.8, 0.95), epsilon=1e-3),
    "adamw": adam(0.01, decay=0.01, name="adamw"),
    "adamw, weight decay 0.1": adam(0.01, decay=0.1, name="adamw"),
    "adamw, no weight decay": adam(0.01, name="adamw"),
}

# Output activation, loss, targets.
OUTPUTS = [
    ("softmax", "cross_entropy", "classes"),
    ("softmax", "cross_entropy", "distributions"),
    ("sigmoid", "binary_cross_entropy", "classes"),
    ("sigmoid", "binary_cross_entropy", "shares"),
    ("linear", "mean_squared_error", "values"),
    ("linear", "mean_absolute_error", "values"),
    ("linear", "huber", "values"),
    ("sigmoid", "mean_squared_error", "classes"),
    ("tanh", "mean_squared_error", "values"),
    ("softmax", "mean_squared_error", "classes"),
]

HIDDEN_ACTIVATIONS = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "silu", "softplus"]


def cases() -> list[dict]:
    def case(name: str, net: dict, optimizer: dict, steps: list[int]) -> dict:
        return {"name": name, **net, "optimizer": optimizer, "steps": steps}

    classifier = network([(7, "tanh"), (5, "sigmoid")], (4, "softmax"), "cross_entropy", "classes")
    found = [case(name, classifier, optimizer, [1, 10, 100]) for name, optimizer in OPTIMIZERS.items()]
    for activation in HIDDEN_ACTIVATIONS:
        net = network([(7, activation), (5, activation)], (4, "softmax"), "cross_entropy", "classes")
        found.append(case(f"hidden {activation}", net, adam(0.01), [10]))
    for activation, loss, targets in OUTPUTS:
        net = network([(7, "tanh"), (5, "sigmoid")], (4, activation), loss, targets)
        found.append(case(f"{loss} after {activation}, {targets}", net, sgd(0.1, 0.9), [10]))
    single = [
        ("linear regression", (1, "linear"), "mean_squared_error", "values"),
        ("two classes, one unit", (1, "sigmoid"), "binary_cross_entropy", "classes"),
        ("two classes, two units", (2, "softmax"), "cross_entropy", "classes"),
        ("many classes", (9, "softmax"), "cross_entropy", "classes"),
    ]
    for name, output, loss, targets in single:
        found.append(case(f"single layer, {name}", network([], output, loss, targets), sgd(0.05), [1, 100]))
    return (
        found + regularized(classifier) + scheduled(classifier) + weighted(classifier) + layered(classifier)
    )


def regularized(classifier: dict) -> list[dict]:
    def case(name: str, optimizer: dict, **options) -> dict:
        return {"name": name, **classifier, "optimizer": optimizer, "steps": [1, 10, 100], **options}

    # Of the batch of two, each unit's values become ±1 however close they are: after 100 steps torch's own float32 is
    # 5e-5 away from its float64 with these.
    short = {"batchNorm": True, "steps": [1, 10]}
    dropout = {"dropout": [0.25, 0.5, 0.2], "seed": DROPOUT_SEED}
    return [
        case("dropout, sgd", sgd(0.1), **dropout),
        case("dropout, adam", adam(0.01), **dropout),
        case("dropout of the inputs alone", sgd(0.05, 0.9, nesterov=True), **{**dropout, "dropout": [0.3, 0, 0]}),
        case("l1, sgd", sgd(0.1), l1=0.01),
        case("l1, adam, weight decay", adam(0.01, decay=0.01), l1=0.002),
        case("clip, sgd, weight decay", sgd(0.1, decay=0.01), clip=0.3),
        case("clip and l1, momentum", sgd(0.05, 0.9), clip=0.5, l1=0.01),
        case("clip that never bites, rmsprop", rmsprop(0.01), clip=1000),
        case("batch normalisation, sgd", sgd(0.1), batchNorm=True),
        {**case("batch normalisation, weight decay, nesterov", sgd(0.05, 0.9, nesterov=True, decay=0.01)), **short},
        {**case("batch normalisation, adamw", adam(0.01, decay=0.1, name="adamw")), **short},
        case("all of them, momentum", sgd(0.05, 0.9), **dropout, l1=0.001, clip=0.5, batchNorm=True),
    ]


def layered(classifier: dict) -> list[dict]:
    """Layers that are frozen, or have a learning rate and a weight decay of their own."""

    def case(name: str, optimizer: dict, *layers: tuple[bool, float, float], **options) -> dict:
        by_layer = [{"frozen": frozen, "rate": rate, "weightDecay": decay} for frozen, rate, decay in layers]
        return {"name": name, **classifier, "optimizer": optimizer, "byLayer": by_layer, "steps": [1, 10], **options}

    frozen, plain = (True, 1, 0), (False, 1, 0)
    own = [(False, 0.25, 0), (False, 1, 0.02), (False, 2, 0.1)]
    return [
        case("first layer frozen, adam", adam(0.01), frozen, plain, plain),
        case("two layers frozen, momentum", sgd(0.05, 0.9), frozen, frozen, plain),
        case("middle layer frozen, clip and l1", sgd(0.1), plain, frozen, (False, 1, 0.05), clip=0.3, l1=0.01),
        case("first layer frozen, batch normalisation", sgd(0.1), frozen, plain, plain, batchNorm=True),
        case("rates and weight decays by layer, nesterov", sgd(0.05, 0.9, nesterov=True), *own),
        case("rates and weight decays by layer, rmsprop", rmsprop(0.002, 0.9), *own),
        case("rates and weight decays by layer, adamw, clip", adam(0.01, name="adamw"), *own, clip=0.5),
    ]


# The last step is the run's last; four steps are an epoch.
SCHEDULES = {
    "constant": {"name": "constant", "warmUp": {"steps": 7}},
    "step": {"name": "step", "every": 3, "factor": 0.5},
    "step, warm-up": {"name": "step", "every": 2, "factor": 0.1, "warmUp": {"epochs": 2}},
    "cosine": {"name": "cosine"},
    "cosine, warm-up": {"name": "cosine", "warmUp": {"steps": 6}},
    "one-cycle": {"name": "one_cycle"},
    "one-cycle, warm-up": {"name": "one_cycle", "warmUp": {"epochs": 3}},
}


def scheduled(classifier: dict) -> list[dict]:
    found = []
    for name, schedule in SCHEDULES.items():
        for optimizer in (sgd(0.1, 0.9), adam(0.02, decay=0.01, name="adamw")):
            case = {**classifier, "optimizer": optimizer, "schedule": schedule, "steps": [1, 10, 41]}
            found.append({"name": f"schedule {name}, {optimizer['name']}", **case})
    return found


def weighted(classifier: dict) -> list[dict]:
    def case(name: str, net: dict, **options) -> dict:
        return {"name": name, **net, "optimizer": sgd(0.1, 0.9), "steps": [1, 10], **options}

    found = [case("label smoothing, weights", classifier, labelSmoothing=0.1, weights=True)]
    for activation, loss, targets in OUTPUTS:
        net = network([(7, "tanh"), (5, "sigmoid")], (4, activation), loss, targets)
        found.append(case(f"weights, {loss} after {activation}, {targets}", net, weights=True))
        if loss in ("cross_entropy", "binary_cross_entropy"):
            found.append(case(f"label smoothing, {loss}, {targets}", net, labelSmoothing=0.1))
    # In batches of all examples PyTorch's mean of weighted losses is Akari's.
    return [*found, case("class weights", classifier, classWeights=[1, 0.25, 3, 2], batch=EXAMPLES)]


def main() -> None:
    torch.set_num_threads(1)
    head = {"torch": torch.__version__, "inputs": INPUTS, "examples": EXAMPLES, "batch": BATCH}
    lines = [head]
    for case in cases():
        lines.append({**case, "float64": run(case, torch.float64), "float32": run(case, torch.float32)})
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    Path(__file__).with_name("figures.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
