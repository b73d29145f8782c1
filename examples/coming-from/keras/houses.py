import json

import keras
import numpy as np

keras.utils.set_random_seed(1)
houses = json.load(open("../data/houses.json"))
inputs, prices = np.array(houses["inputs"]), np.array(houses["prices"], float)
order = np.random.permutation(200)
train, test = order[:160], order[160:]
scaling = keras.layers.Normalization()
scaling.adapt(inputs[train])
mean, deviation = prices[train].mean(), prices[train].std()
model = keras.Sequential([scaling, keras.layers.Dense(1)])
model.compile(keras.optimizers.Adam(0.05), "mse")
model.fit(inputs[train], (prices[train] - mean) / deviation, epochs=100, verbose=0)
predicted = model.predict(inputs[test], verbose=0) * deviation + mean
r2 = keras.metrics.R2Score()
print(float(r2(prices[test][:, None], predicted)))
