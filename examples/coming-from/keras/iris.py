import json

import keras
import numpy as np

keras.utils.set_random_seed(1)
iris = json.load(open("../data/iris.json"))
names = ["setosa", "versicolor", "virginica"]
species = np.array([names.index(row.pop("species")) for row in iris])
lengths = np.array([list(row.values()) for row in iris])
order = np.random.permutation(150)
train, test = order[:105], order[105:]
scaling = keras.layers.Normalization()
scaling.adapt(lengths[train])
model = keras.Sequential([scaling, keras.layers.Dense(8, "relu"), keras.layers.Dense(3, "softmax")])
model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(lengths[train], species[train], epochs=100, verbose=0)
_, accuracy = model.evaluate(lengths[test], species[test], verbose=0)
print(accuracy)
