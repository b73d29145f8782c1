import json

from scipy.stats import loguniform
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

iris = json.load(open("../data/iris.json"))
species = [row.pop("species") for row in iris]
lengths = [list(row.values()) for row in iris]
X_train, X_test, y_train, y_test = train_test_split(
    lengths, species, test_size=0.3, stratify=species, random_state=1
)
model = make_pipeline(StandardScaler(), MLPClassifier(max_iter=300, random_state=1))
space = {
    "mlpclassifier__hidden_layer_sizes": [(4,), (8,), (16,)],
    "mlpclassifier__learning_rate_init": loguniform(0.001, 0.1),
}
search = RandomizedSearchCV(model, space, n_iter=10, random_state=1).fit(X_train, y_train)
print(search.best_params_, search.best_score_)
print(search.score(X_test, y_test))
