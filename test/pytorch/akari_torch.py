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
LOGIT_LOSSES = {
    "cross_entropy": F.cross_entropy,
    "binary_cross_entropy": F.binary_cross_entropy_with_logits,
}

OUTPUT_LOSSES = {
    "mean_squared_error": F.mse_loss,
    "mean_absolute_error": F.l1_loss,
    "huber": F.huber_loss,
}


class Network(nn.Module):
    """Dense layers of given weights `[units, inputs]` and biases `[units]`, each with an activation's name."""

    def __init__(self, layers: list[tuple[Tensor, Tensor]], activations: list[str], loss: str):
        super().__init__()
        self.layers = nn.ModuleList()
        self.activations = activations
        self.loss_name = loss
        for weight, bias in layers:
            linear = nn.Linear(weight.shape[1], weight.shape[0], dtype=weight.dtype)
            with torch.no_grad():
                linear.weight.copy_(weight)
                linear.bias.copy_(bias)
            self.layers.append(linear)

    def loss(self, a: Tensor, y: Tensor, masks: list[Tensor] | None = None) -> Tensor:
        """Mean loss of a batch `a [examples, inputs]` with targets `y [examples, outputs]`.

        `masks`, of dropout, multiply what comes into each layer.
        """
        for i, (linear, activation) in enumerate(zip(self.layers, self.activations)):
            z = linear(a if masks is None else a * masks[i])
            a = ACTIVATIONS[activation](z)
        if self.loss_name in LOGIT_LOSSES:
            return LOGIT_LOSSES[self.loss_name](z, y)
        return OUTPUT_LOSSES[self.loss_name](a, y)


def optimizer_for(network: Network, settings: dict) -> torch.optim.Optimizer:
    """The torch optimizer for an Akari `OptimizerDefinition`, every constant of which is given."""
    common = {"lr": settings["learningRate"], "weight_decay": settings["weightDecay"], "foreach": False}
    parameters = network.parameters()
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


def step(
    network: Network,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    y: Tensor,
    masks: list[Tensor] | None = None,
    l1: float = 0,
) -> float:
    """One step on one batch. Returns the batch's loss as it was before the step, without the L1 penalty."""
    optimizer.zero_grad()
    loss = network.loss(x, y, masks)
    penalty = l1 * sum(linear.weight.abs().sum() for linear in network.layers)
    (loss + penalty).backward()
    optimizer.step()
    return loss.item()
