"""Akari's networks in PyTorch: the same names for activations, losses and optimizers, mapped to torch's own.

Used by make_figures.py and compare_train.py. Needs torch 1.13 or later (Debian: apt install python3-torch).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

ACTIVATIONS = {
    "linear": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": F.leaky_relu,
    "elu": F.elu,
    "gelu": F.gelu,
    "silu": F.silu,
    "softplus": F.softplus,
    "softmax": lambda z: torch.softmax(z, dim=1),
}

# Both cross-entropies are computed from the logits, so they take z and not a.
LOGIT_LOSSES = ("cross_entropy", "binary_cross_entropy")

OUTPUT_LOSSES = {
    "mean_squared_error": F.mse_loss,
    "mean_absolute_error": F.l1_loss,
    "huber": F.huber_loss,
}


class Network(nn.Module):
    """Dense layers of given weights `[units, inputs]` and biases `[units]`, each with an activation's name.

    With batch normalisation, hidden layers have the biases for their norms' biases and none besides. `by_layer` says
    how each layer is trained, as Akari's `LayerTraining`; a frozen one has no batch normalisation.
    """

    def __init__(
        self,
        layers: list[tuple[Tensor, Tensor]],
        activations: list[str],
        loss: str,
        batch_norm: bool = False,
        label_smoothing: float = 0,
        by_layer: list[dict] | None = None,
    ):
        super().__init__()
        self.by_layer = by_layer
        self.label_smoothing = label_smoothing
        self.layers = nn.ModuleList()
        self.norms = nn.ModuleList()
        self.activations = activations
        self.loss_name = loss
        for i, (weight, bias) in enumerate(layers):
            frozen = by_layer is not None and by_layer[i]["frozen"]
            normalized = batch_norm and i < len(layers) - 1 and not frozen
            linear = nn.Linear(weight.shape[1], weight.shape[0], bias=not normalized, dtype=weight.dtype)
            norm = nn.BatchNorm1d(weight.shape[0], dtype=weight.dtype) if normalized else nn.Identity()
            with torch.no_grad():
                linear.weight.copy_(weight)
                (norm if normalized else linear).bias.copy_(bias)
            linear.requires_grad_(not frozen)
            self.layers.append(linear)
            self.norms.append(norm)

    def loss(
        self,
        a: Tensor,
        y: Tensor,
        masks: list[Tensor] | None = None,
        weights: Tensor | None = None,
        class_weights: Tensor | None = None,
    ) -> Tensor:
        """Mean loss of a batch `a [examples, inputs]` with targets `y [examples, outputs]`.

        `masks`, of dropout, multiply what comes into each layer; `weights` each example's loss. `class_weights` are
        those of PyTorch's CrossEntropyLoss, for targets that are classes.
        """
        for i, (linear, norm, activation) in enumerate(zip(self.layers, self.norms, self.activations)):
            z = norm(linear(a if masks is None else a * masks[i]))
            a = ACTIVATIONS[activation](z)
        if class_weights is not None:
            return F.cross_entropy(z, y.argmax(dim=1), weight=class_weights)
        if weights is None:
            return self.reduced(z, a, y, "mean")
        each = self.reduced(z, a, y, "none")
        return (weights * (each if each.dim() == 1 else each.mean(dim=1))).mean()

    def reduced(self, z: Tensor, a: Tensor, y: Tensor, reduction: str) -> Tensor:
        """PyTorch's loss of logits `z`, or of outputs `a`, with its reduction."""
        if self.loss_name not in LOGIT_LOSSES:
            return OUTPUT_LOSSES[self.loss_name](a, y, reduction=reduction)
        if self.loss_name == "cross_entropy":
            return F.cross_entropy(z, y, label_smoothing=self.label_smoothing, reduction=reduction)
        # PyTorch has no smoothing here; this is what its cross-entropy of two classes does.
        smoothed = y * (1 - self.label_smoothing) + self.label_smoothing / 2
        return F.binary_cross_entropy_with_logits(z, smoothed, reduction=reduction)

    def dense_parameters(self) -> list[Tensor]:
        """Weight and bias of each layer as it is outside training, where batch normalisation is a dense layer's part."""
        found = []
        for linear, norm in zip(self.layers, self.norms):
            if isinstance(norm, nn.BatchNorm1d):
                factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
                found += [linear.weight * factor[:, None], norm.bias - norm.running_mean * factor]
            else:
                found += [linear.weight, linear.bias]
        return found


def optimizer_for(network: Network, settings: dict) -> torch.optim.Optimizer:
    """The torch optimizer for an Akari `OptimizerDefinition`, every constant of which is given."""
    common = {"lr": settings["learningRate"], "weight_decay": settings["weightDecay"], "foreach": False}
    parameters = groups_of(network, settings) if network.by_layer else network.parameters()
    if settings["name"] == "sgd":
        return torch.optim.SGD(
            parameters, momentum=settings["momentum"], nesterov=settings["nesterov"], **common
        )
    if settings["name"] == "rmsprop":
        return torch.optim.RMSprop(
            parameters,
            alpha=settings["smoothing"],
            eps=settings["epsilon"],
            momentum=settings["momentum"],
            **common,
        )
    adam = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[settings["name"]]
    betas = (settings["beta1"], settings["beta2"])
    return adam(parameters, betas=betas, eps=settings["epsilon"], **common)


def groups_of(network: Network, settings: dict) -> list[dict]:
    """A parameter group for each layer that is not frozen."""
    return [
        {
            "params": [*linear.parameters(), *norm.parameters()],
            "lr": settings["learningRate"] * layer["rate"],
            "weight_decay": layer["weightDecay"],
        }
        for linear, norm, layer in zip(network.layers, network.norms, network.by_layer)
        if not layer["frozen"]
    ]


def scheduler_for(optimizer: torch.optim.Optimizer, schedule: dict, steps: int, steps_per_epoch: int):
    """The torch scheduler for an Akari `ScheduleDefinition`, to be stepped after every training step."""
    warm_up = schedule.get("warmUp", {})
    rise = warm_up.get("steps", 0) or warm_up.get("epochs", 0) * steps_per_epoch
    schedulers = torch.optim.lr_scheduler
    if schedule["name"] == "one_cycle":
        share = rise / steps if rise else 0.3
        highest = optimizer.param_groups[0]["lr"]
        return schedulers.OneCycleLR(
            optimizer, highest, total_steps=steps, pct_start=share, cycle_momentum=False
        )
    warming = [schedulers.LinearLR(optimizer, 1 / rise, total_iters=rise - 1)] if rise else []
    if schedule["name"] == "constant":
        after = schedulers.ConstantLR(optimizer, factor=1)
    elif schedule["name"] == "step":
        after = schedulers.StepLR(optimizer, schedule["every"] * steps_per_epoch, schedule["factor"])
    else:
        after = schedulers.CosineAnnealingLR(optimizer, steps - rise)
    return schedulers.SequentialLR(optimizer, [*warming, after], [rise]) if rise else after


def step(
    network: Network,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    y: Tensor,
    masks: list[Tensor] | None = None,
    l1: float = 0,
    clip: float | None = None,
    **weighting: Tensor | None,
) -> float:
    """One step on one batch. Returns the batch's loss as it was before the step, without the L1 penalty."""
    optimizer.zero_grad()
    loss = network.loss(x, y, masks, **weighting)
    trained = [linear.weight for linear in network.layers if linear.weight.requires_grad]
    penalty = l1 * sum(weight.abs().sum() for weight in trained)
    (loss + penalty).backward()
    if clip is not None:
        nn.utils.clip_grad_norm_(network.parameters(), clip)
    optimizer.step()
    return loss.item()
