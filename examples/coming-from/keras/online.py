import json

import keras
import numpy as np

keras.utils.set_random_seed(1)
stream = json.load(open("../data/stream.json"))
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, "sigmoid")])
model.compile(keras.optimizers.Adam(0.1), "binary_crossentropy")
right = 0
for row in stream:
    inputs, label = np.array([row["input"]]), np.array([[row["label"]]], float)
    right += (model.predict_on_batch(inputs)[0, 0] > 0.5) == row["label"]
    model.train_on_batch(inputs, label)
print(right / len(stream))
