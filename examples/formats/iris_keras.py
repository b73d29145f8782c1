import json

import keras
import numpy as np

keras.utils.set_random_seed(1)
irises = json.load(open("iris.json"))
species = sorted({iris["species"] for iris in irises})
inputs = np.array([[value for name, value in iris.items() if name != "species"] for iris in irises])
targets = np.array([species.index(iris["species"]) for iris in irises])

scaling = keras.layers.Normalization()
scaling.adapt(inputs)
model = keras.Sequential(
    [keras.Input((4,)), scaling, keras.layers.Dense(8, "tanh"), keras.layers.Dense(3, "softmax")]
)
model.compile(keras.optimizers.Adam(0.05), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(inputs, targets, epochs=30, verbose=0)
model.save("iris.keras")
print(f"{(model.predict(inputs, verbose=0).argmax(1) == targets).sum()} of {len(irises)} right")
