"""Makes figures.json: what scikit-learn's exact models say of small data that a formula gives.

    python3 make_figures.py > figures.json
"""

import json

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression, Ridge

ROWS, INPUTS, CLASSES = 60, 4, 3
C = 2.5

row = np.arange(ROWS)[:, None]
column = np.arange(INPUTS)[None, :]
x = ((row * 7 + column * 13 + row * row * (column + 1)) % 31) / 10 - 1.5
classes = ((row[:, 0] * 5 + (x[:, 0] + x[:, 1] > 0) * 2 + (row[:, 0] % 4 == 0)) % CLASSES).astype(int)
values = np.stack([x @ [1, -2, 0.5, 3] + (row[:, 0] % 5), (row[:, 0] * 3) % 17], axis=1)


def logistic(targets, penalty):
    model = LogisticRegression(C=C, penalty=penalty, tol=1e-12, max_iter=100_000).fit(x, targets)
    return {
        "weight": model.coef_.ravel().tolist(),
        "bias": model.intercept_.tolist(),
        "probabilities": model.predict_proba(x).ravel().tolist(),
    }


ridge = Ridge(alpha=3.0, solver="svd").fit(x, values)
print(
    json.dumps(
        {
            "sklearn": sklearn.__version__,
            "rows": ROWS,
            "inputs": INPUTS,
            "C": C,
            "alpha": 3.0,
            "x": x.ravel().tolist(),
            "classes": classes.tolist(),
            "values": values.ravel().tolist(),
            "logistic": logistic(classes == 1, "l2"),
            "logisticWithoutPenalty": logistic(classes == 1, None),
            "softmax": logistic(classes, "l2"),
            "softmaxWithoutPenalty": logistic(classes, None),
            "ridge": {"weight": ridge.coef_.ravel().tolist(), "bias": ridge.intercept_.tolist()},
        }
    )
)
