import json

import torch
from safetensors.torch import save_file
from torch import nn

torch.manual_seed(1)
irises = json.load(open("iris.json"))
species = sorted({iris["species"] for iris in irises})
inputs = torch.tensor([[value for name, value in iris.items() if name != "species"] for iris in irises])
targets = torch.tensor([species.index(iris["species"]) for iris in irises])

model = nn.Sequential(nn.BatchNorm1d(4), nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3))
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
for step in range(200):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(inputs), targets).backward()
    optimizer.step()

model.eval()
torch.save(model.state_dict(), "iris-torch.pt")
save_file(model.state_dict(), "iris-torch.safetensors")
torch.onnx.export(
    model,
    torch.zeros(1, 4),
    "iris-torch.onnx",
    input_names=["lengths"],
    output_names=["logits"],
    dynamic_axes={"lengths": {0: "N"}, "logits": {0: "N"}},
)
print(f"{(model(inputs).argmax(1) == targets).sum()} of {len(irises)} right")
