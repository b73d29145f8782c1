import json

from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

houses = json.load(open("../data/houses.json"))
X_train, X_test, y_train, y_test = train_test_split(
    houses["inputs"], houses["prices"], test_size=0.2, random_state=1
)
model = LinearRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
