import sys

from sklearn.neural_network import MLPClassifier

sys.path.append("../data")
from mnist_data import mnist

(train_images, train_digits), (test_images, test_digits) = mnist()
model = MLPClassifier((32,), max_iter=2, verbose=True, random_state=1)
model.fit(train_images, train_digits)
print(model.score(test_images, test_digits))
