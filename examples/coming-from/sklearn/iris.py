import json

from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

iris = json.load(open("../data/iris.json"))
species = [row.pop("species") for row in iris]
lengths = [list(row.values()) for row in iris]
X_train, X_test, y_train, y_test = train_test_split(
    lengths, species, test_size=0.3, stratify=species, random_state=1
)
model = make_pipeline(
    StandardScaler(), MLPClassifier((8,), learning_rate_init=0.01, max_iter=1000, random_state=1)
)
model.fit(X_train, y_train)
print(model.score(X_test, y_test))
