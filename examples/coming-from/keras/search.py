import json

import keras
import numpy as np

keras.utils.set_random_seed(1)
rng = np.random.default_rng(1)
iris = json.load(open("../data/iris.json"))
names = ["setosa", "versicolor", "virginica"]
species = np.array([names.index(row.pop("species")) for row in iris])
lengths = np.array([list(row.values()) for row in iris])
order = rng.permutation(150)
train, test = order[:105], order[105:]
scaling = keras.layers.Normalization()
scaling.adapt(lengths[train])


def fit(units, rate, **options):
    model = keras.Sequential([scaling, keras.layers.Dense(units, "relu"), keras.layers.Dense(3, "softmax")])
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model, model.fit(lengths[train], species[train], epochs=50, verbose=0, **options)


best = None
for trial in range(10):
    settings = int(rng.choice([4, 8, 16])), float(10 ** rng.uniform(-3, -1))
    _, run = fit(*settings, validation_split=0.2)
    loss = run.history["val_loss"][-1]
    if best is None or loss < best[0]:
        best = loss, settings
print(best)
model, _ = fit(*best[1])
_, accuracy = model.evaluate(lengths[test], species[test], verbose=0)
print(accuracy)
