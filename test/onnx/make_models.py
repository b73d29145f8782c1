"""Writes small networks as PyTorch, scikit-learn and Keras export them, and what those libraries say they answer.

    pip install torch onnx onnxscript scikit-learn skl2onnx tensorflow-cpu tf2onnx
    python test/onnx/make_models.py

Writes test/onnx/models/*.onnx and test/onnx/models/expected.json. Weights are random: only the arithmetic matters.
"""

import json
import os
import warnings
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
warnings.filterwarnings("ignore")

import keras
import numpy as np
import onnx
import sklearn
import skl2onnx
import tensorflow as tf
import tf2onnx
import torch
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.tree import DecisionTreeClassifier
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from torch import nn

FOLDER = Path(__file__).parent / "models"
INPUTS = 4
ROWS = 3
numbers = np.random.default_rng(1)
expected = {}


def example(*shape):
    return numbers.normal(0, 1.5, shape).astype(np.float32)


def record(name, inputs, outputs, **facts):
    expected[name] = {
        "inputs": [float(x) for x in np.asarray(inputs, np.float64).ravel()],
        "outputs": [float(x) for x in np.asarray(outputs, np.float64).ravel()],
        **facts,
    }


def refuse(name, *words):
    expected[name] = {"refused": list(words)}


# PyTorch ------------------------------------------------------------------------------------------------------------


class Reversed(nn.Module):
    """Bias first, then the product: Add has its operands the other way round."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(INPUTS, 3))
        self.bias = nn.Parameter(torch.randn(3))

    def forward(self, x):
        return self.bias + x @ self.weight


class Viewed(nn.Module):
    """The shape is computed from the examples' own."""

    def __init__(self):
        super().__init__()
        self.dense = nn.Linear(16, 3)

    def forward(self, x):
        return torch.softmax(self.dense(x.view(x.size(0), -1)), 1)


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.dense = nn.Linear(INPUTS, INPUTS)

    def forward(self, x):
        return x + torch.relu(self.dense(x))


class Mean(nn.Module):
    def forward(self, x):
        return (x / 255 - 0.5) / 0.25


def torch_save(name, model, opset, shape=(INPUTS,), dynamo=False, dtype=torch.float32, keep=False, **options):
    torch.manual_seed(len(expected))
    model = model.to(dtype)
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm1d):
            layer.running_mean.normal_()
            layer.running_var.uniform_(0.5, 2)
            layer.weight.data.normal_()
            layer.bias.data.normal_()
    model.eval()
    x = torch.tensor(example(ROWS, *shape)).to(dtype)
    with torch.no_grad():
        y = model(x)
    path = FOLDER / f"{name}.onnx"
    settings = dict(opset_version=opset, input_names=["x"], output_names=["y"], dynamo=dynamo)
    if dynamo:
        settings |= dict(dynamic_shapes=({0: torch.export.Dim("batch")},), external_data=False, verbose=False)
    else:
        settings |= dict(dynamic_axes={"x": {0: "n"}, "y": {0: "n"}})
    if keep:
        settings |= dict(training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)
    torch.onnx.export(model, (x,), str(path), **(settings | options))
    return x, y


def torch_model(name, model, opset, softened=lambda y: y, **options):
    x, y = torch_save(name, model, opset, **options)
    record(name, x, softened(y))


def classifier(activation=None, width=INPUTS):
    return nn.Sequential(nn.Linear(width, 5), activation or nn.ReLU(), nn.Linear(5, 3), nn.Softmax(1))


def pytorch():
    for opset in (7, 9, 11, 13, 17, 20):
        torch_model(f"torch-{opset}", classifier(), opset)
    for opset in (18, 21, 23):
        torch_model(f"torch-dynamo-{opset}", classifier(), opset, dynamo=True)
    activations = dict(
        sigmoid=nn.Sigmoid(), tanh=nn.Tanh(), leaky_relu=nn.LeakyReLU(), elu=nn.ELU(), gelu=nn.GELU(),
        silu=nn.SiLU(), softplus=nn.Softplus(), prelu=nn.PReLU(init=0.01), clamp=nn.Hardtanh(0, 1e30),
    )
    for name, activation in activations.items():
        torch_model(f"torch-{name}", nn.Sequential(nn.Linear(INPUTS, 5), activation, nn.Linear(5, 2)), 17)
    for name in ("gelu", "silu"):
        # One hidden neuron: its bias is a single number.
        single = nn.Sequential(nn.Linear(INPUTS, 1), activations[name], nn.Linear(1, 2))
        torch_model(f"torch-dynamo-{name}", single, 20, dynamo=True)
    torch_model("torch-log-softmax", nn.Sequential(nn.Linear(INPUTS, 3), nn.LogSoftmax(1)), 12, torch.exp)
    normed = nn.Sequential(
        nn.BatchNorm1d(INPUTS), nn.Linear(INPUTS, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Dropout(0.5),
        nn.Linear(5, 5), nn.Tanh(), nn.BatchNorm1d(5), nn.Linear(5, 1), nn.Sigmoid(),
    )
    for opset in (9, 13):
        torch_model(f"torch-normed-{opset}", normed, opset, keep=True)
    torch_model("torch-normed-dynamo", normed, 18, dynamo=True)
    torch_model("torch-linear-after-linear", nn.Sequential(nn.Linear(INPUTS, 3), nn.Linear(3, 2)), 17)
    torch_model("torch-no-bias", nn.Sequential(nn.Linear(INPUTS, 3, bias=False), nn.Tanh()), 13)
    torch_model("torch-reversed", Reversed(), 17)
    torch_model("torch-flatten", nn.Sequential(nn.Flatten(), classifier(width=16)), 13, shape=(1, 4, 4))
    torch_model("torch-view", Viewed(), 11, shape=(1, 4, 4))
    torch_model("torch-view-dynamo", Viewed(), 18, shape=(1, 4, 4), dynamo=True)
    torch_model("torch-scaled", nn.Sequential(Mean(), nn.Flatten(), classifier(width=16)), 17, shape=(4, 4))
    torch_model("torch-double", classifier(), 17, dtype=torch.float64)

    torch_save("torch-refused-conv", nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten(), nn.Linear(8, 2)), 17, shape=(1, 4, 4))
    refuse("torch-refused-conv", "Conv", "is an operator that is none of a dense network's")
    torch_save("torch-refused-relu6", classifier(nn.ReLU6()), 17)
    refuse("torch-refused-relu6", "/1/Clip", "ends a function of each neuron that is none of Akari's activations")
    torch_save("torch-refused-leaky", classifier(nn.LeakyReLU(0.3)), 17)
    refuse("torch-refused-leaky", "none of Akari's activations")
    torch_save("torch-refused-gelu-tanh", classifier(nn.GELU(approximate="tanh")), 20)
    refuse("torch-refused-gelu-tanh", "none of Akari's activations")
    torch_save("torch-refused-residual", Residual(), 17)
    refuse("torch-refused-residual", "Add", "joins two branches")
    torch_save("torch-refused-softmax", nn.Sequential(nn.Linear(INPUTS, 3), nn.Softmax(1), nn.Linear(3, 2)), 17)
    refuse("torch-refused-softmax", "follows a softmax")
    # What is small stays in the file.
    large = nn.Sequential(nn.Linear(INPUTS, 400), nn.ReLU(), nn.Linear(400, 3))
    torch_save("torch-refused-external", large, 18, dynamo=True, external_data=True)
    (FOLDER / "torch-refused-external.onnx.data").unlink()
    refuse("torch-refused-external", "in another file", "onnx.save(")


# scikit-learn ---------------------------------------------------------------------------------------------------------

ROWS_TO_LEARN = example(60, INPUTS) * np.float32([1, 10, 0.1, 3]) + np.float32([0, 50, 1, -2])


def sklearn_model(name, model, target, opset=17, dtype=np.float32, **options):
    model.fit(ROWS_TO_LEARN, target)
    x = ROWS_TO_LEARN[:ROWS]
    written = to_onnx(model, ROWS_TO_LEARN[:1].astype(dtype), target_opset={"": opset, "ai.onnx.ml": 3}, **options)
    (FOLDER / f"{name}.onnx").write_bytes(written.SerializeToString())
    if hasattr(model, "predict_proba"):
        outputs = model.predict_proba(x)
        # Akari has a single neuron for two classes, that of the second.
        return record(name, x, outputs, labels=[str(label) for label in model.classes_])
    return record(name, x, model.predict(x))


def scikit_learn():
    score = ROWS_TO_LEARN @ np.float32([1, 0.1, 2, -1])
    two = np.where(score > np.median(score), "good", "bad")
    three = np.digitize(score, np.quantile(score, [0.33, 0.66])) + 7
    mlp = dict(hidden_layer_sizes=(5, 3), max_iter=30, random_state=1)
    for opset in (9, 12, 15, 18):
        sklearn_model(f"sklearn-mlp-{opset}", MLPClassifier(**mlp), three, opset)
    sklearn_model("sklearn-mlp-two", MLPClassifier(activation="tanh", **mlp), two)
    sklearn_model("sklearn-mlp-double", MLPClassifier(activation="logistic", **mlp), two, dtype=np.float64)
    plain = MLPClassifier(**mlp)
    sklearn_model("sklearn-mlp-plain", plain, three, options={id(plain): {"zipmap": False}})
    sklearn_model("sklearn-mlp-values", MLPRegressor(**mlp), score)
    # The converter puts several outputs of an example below each other, as if they were examples.
    sklearn_model("sklearn-refused-two-values", MLPRegressor(**mlp), np.stack([score, score**2], 1))
    refuse("sklearn-refused-two-values", "Reshape", "gives 2 numbers an example the shape [-1, 1]")
    sklearn_model("sklearn-scaled", make_pipeline(StandardScaler(), MLPClassifier(**mlp)), three)
    sklearn_model("sklearn-min-max", make_pipeline(MinMaxScaler(), MLPClassifier(**mlp)), two)
    sklearn_model("sklearn-logistic-two", LogisticRegression(), two)
    sklearn_model("sklearn-logistic-three", make_pipeline(StandardScaler(), LogisticRegression()), three)
    sklearn_model("sklearn-logistic-double", LogisticRegression(), two, dtype=np.float64)
    sklearn_model("sklearn-linear", LinearRegression(), score, 12)
    columns(score)
    tree = DecisionTreeClassifier().fit(ROWS_TO_LEARN, two)
    path = FOLDER / "sklearn-refused-tree.onnx"
    path.write_bytes(to_onnx(tree, ROWS_TO_LEARN[:1], target_opset=17).SerializeToString())
    refuse("sklearn-refused-tree", "TreeEnsembleClassifier", "is an operator that is none of a dense network's")


def columns(score):
    """An input a column, as for tables: they are joined before anything else."""
    transformer = ColumnTransformer([("all", "passthrough", list(range(INPUTS)))])
    model = make_pipeline(transformer, StandardScaler(), LinearRegression()).fit(ROWS_TO_LEARN, score)
    types = [(name, FloatTensorType([None, 1])) for name in "abcd"]
    written = skl2onnx.convert_sklearn(model, initial_types=types, target_opset=17)
    (FOLDER / "sklearn-columns.onnx").write_bytes(written.SerializeToString())
    record("sklearn-columns", ROWS_TO_LEARN[:ROWS], model.predict(ROWS_TO_LEARN[:ROWS]))


# Keras ----------------------------------------------------------------------------------------------------------------


def keras_model(name, layers, opset=17, shape=(INPUTS,), scale=1, refused=None):
    keras.utils.set_random_seed(len(expected))
    model = keras.Sequential([keras.Input(shape), *layers])
    for weight in model.weights:
        if "seed" not in weight.path:
            spread = numbers.uniform(0.5, 1.5, weight.shape) if "variance" in weight.path else numbers.normal(0, 1, weight.shape)
            weight.assign(spread)
    signature = [tf.TensorSpec((None, *shape), tf.float32, name="x")]
    written, _ = tf2onnx.convert.from_function(tf.function(model), input_signature=signature, opset=opset)
    (FOLDER / f"{name}.onnx").write_bytes(written.SerializeToString())
    if refused is not None:
        return refuse(name, *refused)
    x = example(ROWS, *shape) * np.float32(scale)
    return record(name, x, model(x, training=False))


def keras_tf2onnx():
    dense = keras.layers.Dense
    for opset in (9, 11, 13, 15, 18):
        keras_model(f"keras-{opset}", [dense(5, "relu"), dense(3, "softmax")], opset)
    for activation in ("sigmoid", "tanh", "elu", "softplus", "silu"):
        keras_model(f"keras-{activation}", [dense(5, activation), dense(2)])
    keras_model("keras-leaky", [dense(5), keras.layers.LeakyReLU(negative_slope=0.01), dense(1, "sigmoid")])
    pixels = [keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), dense(5, "relu"), dense(3, "softmax")]
    keras_model("keras-pixels", pixels, shape=(4, 4, 1), scale=100)
    normed = [dense(5), keras.layers.BatchNormalization(), keras.layers.ReLU(), keras.layers.Dropout(0.5), dense(1)]
    keras_model("keras-normed", normed)
    keras_model("keras-refused-selu", [dense(5, "selu"), dense(1)], refused=["Selu"])


def strip_traces(path):
    """Without where in which Python file each node was made, which the newer exporter writes down."""
    model = onnx.load(path, load_external_data=False)
    parts = [model.graph, *model.graph.node, *model.graph.input, *model.graph.output, *model.graph.value_info]
    for part in [*parts, *model.graph.initializer]:
        part.doc_string = ""
        del part.metadata_props[:]
    path.write_bytes(model.SerializeToString())


FOLDER.mkdir(exist_ok=True)
for old in FOLDER.glob("*.onnx"):
    old.unlink()
pytorch()
scikit_learn()
keras_tf2onnx()
for made in FOLDER.glob("torch-*.onnx"):
    strip_traces(made)
versions = {module.__name__: module.__version__ for module in (torch, onnx, sklearn, skl2onnx, tf, keras, tf2onnx)}
text = json.dumps({"versions": versions, "models": expected}, indent=None).replace('}, "', '},\n"')
(FOLDER / "expected.json").write_text(text + "\n")
