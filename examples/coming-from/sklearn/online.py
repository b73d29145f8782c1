import json

from sklearn.linear_model import SGDClassifier

stream = json.load(open("../data/stream.json"))
model = SGDClassifier(loss="log_loss", learning_rate="constant", eta0=0.5, random_state=1)
model.partial_fit([stream[0]["input"]], [stream[0]["label"]], classes=[False, True])
right = 0
for row in stream:
    right += model.predict([row["input"]])[0] == row["label"]
    model.partial_fit([row["input"]], [row["label"]])
print(right / len(stream))
