"""Makes weights/: files of safetensors as PyTorch's users save them, each model.state_dict() of a small network, with
inputs and what PyTorch answers, for weights.test.ts.

    pip install torch safetensors
    python3 test/pytorch/make_weights.py
"""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn

FOLDER = Path(__file__).parent / "weights"
torch.manual_seed(7)


class Attributes(nn.Module):
    """Layers named one by one, a batch normalisation beside each but the last."""

    def __init__(self):
        super().__init__()
        self.fc1, self.bn1 = nn.Linear(4, 6), nn.BatchNorm1d(6)
        self.fc2, self.bn2 = nn.Linear(6, 5), nn.BatchNorm1d(5)
        self.fc10 = nn.Linear(5, 2)

    def forward(self, x):
        x = torch.tanh(self.bn1(self.fc1(x)))
        x = torch.tanh(self.bn2(self.fc2(x)))
        return self.fc10(x)


class Modules(nn.Module):
    """A list of layers without biases."""

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b, bias=False) for a, b in [(4, 7), (7, 5), (5, 3)])

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x).softmax(-1)


class Words(nn.Module):
    """Layers whose names tell no order."""

    def __init__(self):
        super().__init__()
        self.encoder, self.middle, self.classifier = nn.Linear(4, 8), nn.Linear(8, 6), nn.Linear(6, 3)

    def forward(self, x):
        return self.classifier(torch.relu(self.middle(torch.relu(self.encoder(x))))).softmax(-1)


def sequential():
    return nn.Sequential(
        nn.BatchNorm1d(4),
        nn.Linear(4, 6),
        nn.BatchNorm1d(6, affine=False),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(6, 5),
        nn.ReLU(),
        nn.BatchNorm1d(5),
        nn.Linear(5, 3),
        nn.Softmax(-1),
    )


def plain():
    return nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 3), nn.Softmax(-1))


models = {
    "sequential": (sequential(), None, None),
    "attributes": (Attributes(), None, ["tanh", "tanh", "linear"]),
    "modules": (Modules(), torch.float64, None),
    "words": (Words(), None, None),
    "half": (plain(), torch.float16, None),
    "bfloat16": (plain(), torch.bfloat16, None),
}

expected = {}
for name, (model, dtype, activations) in models.items():
    model.train()
    for _ in range(20):
        # Gives each batch normalisation statistics of its own.
        model(2 * torch.randn(32, 4) + 1)
    if dtype is not None:
        model.to(dtype)
    model.eval()
    save_file(model.state_dict(), FOLDER / f"{name}.safetensors")
    inputs = torch.randn(4, 4)
    with torch.no_grad():
        # In 64 bits, so that it is the stored weights that are compared and not the rounding of sums.
        outputs = model.double()(inputs.double())
    expected[name] = {
        "inputs": inputs.flatten().tolist(),
        "outputs": outputs.flatten().tolist(),
        **({} if activations is None else {"activations": activations}),
    }
lines = ",\n".join(f'  "{name}": {json.dumps(case)}' for name, case in expected.items())
(FOLDER / "expected.json").write_text(f'{{\n  "torch": "{torch.__version__}",\n{lines}\n}}\n')
