import json

import keras
import numpy as np
from safetensors.numpy import load_file

names = ["setosa", "versicolor", "virginica"]
iris = json.load(open("../data/iris.json"))
species = np.array([names.index(row.pop("species")) for row in iris])
lengths = np.array([list(row.values()) for row in iris])
weights = load_file("../../formats/iris-torch.safetensors")
model = keras.Sequential(
    [
        keras.Input((4,)),
        keras.layers.BatchNormalization(epsilon=1e-5),
        keras.layers.Dense(8, "tanh"),
        keras.layers.Dense(3, "softmax"),
    ]
)
norm, hidden, output = model.layers
norm.set_weights([weights[f"0.{name}"] for name in ("weight", "bias", "running_mean", "running_var")])
hidden.set_weights([weights["1.weight"].T, weights["1.bias"]])
output.set_weights([weights["3.weight"].T, weights["3.bias"]])
print((model.predict(lengths, verbose=0).argmax(1) == species).mean())
