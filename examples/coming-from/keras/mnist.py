import sys

import keras

sys.path.append("../data")
from mnist_data import mnist

(train_images, train_digits), (test_images, test_digits) = mnist()
model = keras.Sequential([keras.layers.Dense(32, "relu"), keras.layers.Dense(10, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_images, train_digits, epochs=2, verbose=2)
_, accuracy = model.evaluate(test_images, test_digits, verbose=0)
print(accuracy)
