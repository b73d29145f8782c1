"""Makes the fixtures of this folder with Keras 3: small models, each as a .keras file, with inputs and what Keras
itself answers in expected.json.

    pip install keras torch   # any backend will do
    KERAS_BACKEND=torch python test/keras/make_models.py

deflated.keras is digits.keras with its weights as `h5repack -m 1 -f GZIP=9` of HDF5's own tools writes them.
"""

import json
import pathlib

import keras
import numpy as np
from keras import layers

FOLDER = pathlib.Path(__file__).parent
rng = np.random.default_rng(5)


def batch_norm(**options):
    """With statistics as after training, not the zeros and ones of a new layer."""
    return layers.BatchNormalization(
        gamma_initializer=keras.initializers.RandomNormal(1.0, 0.3, seed=1),
        beta_initializer=keras.initializers.RandomNormal(0.0, 0.5, seed=2),
        moving_mean_initializer=keras.initializers.RandomNormal(0.0, 0.5, seed=3),
        moving_variance_initializer=keras.initializers.RandomUniform(0.5, 2.0, seed=4),
        **options,
    )


def dense(units, activation=None, seed=0, **options):
    return layers.Dense(
        units,
        activation,
        kernel_initializer=keras.initializers.RandomNormal(0.0, 0.5, seed=10 + seed),
        bias_initializer=keras.initializers.RandomNormal(0.0, 0.5, seed=20 + seed),
        **options,
    )


def digits():
    """Pixels in, a softmax out, as most first examples have it."""
    return keras.Sequential(
        [
            keras.Input((4, 4, 1)),
            layers.Rescaling(1 / 255),
            layers.Flatten(),
            dense(8, "relu", 1),
            layers.Dropout(0.5),
            dense(3, "softmax", 2),
        ]
    )


def normalised():
    """Batch normalisation before and after activations, and of the inputs; a layer without bias."""
    return keras.Sequential(
        [
            keras.Input((5,)),
            batch_norm(),
            dense(6, None, 3, use_bias=False),
            batch_norm(epsilon=1e-5),
            layers.Activation("tanh"),
            batch_norm(center=False),
            dense(4, "silu", 4),
            layers.GaussianNoise(0.1),
            batch_norm(scale=False),
            dense(2, None, 5),
            layers.Softmax(),
        ]
    )


def functional():
    """The functional API, a normalisation adapted to data, a regression."""
    adapted = layers.Normalization()
    adapted.adapt(rng.normal(3, 2, (100, 3)))
    inputs = keras.Input((3,), name="measurements")
    x = adapted(inputs)
    x = dense(7, "elu", 6, name="wide")(x)
    x = layers.ReLU(negative_slope=0.01)(dense(5, None, 7, name="narrow")(x))
    outputs = dense(1, None, 8, name="price")(x)
    return keras.Model(inputs, outputs)


def activations():
    """Every other activation that both know, one after another; colours scaled to -1 to 1."""
    return keras.Sequential(
        [
            keras.Input((2, 2, 3)),
            layers.Rescaling([1 / 127.5, 1 / 100, 1 / 50], offset=[-1, -1.5, -2]),
            layers.Flatten(),
            dense(5, "gelu", 9),
            dense(4, "softplus", 10),
            dense(4, "sigmoid", 11),
            dense(4, None, 12),
            layers.ELU(),
            dense(3, None, 13),
            layers.LeakyReLU(negative_slope=0.01),
            dense(2, "sigmoid", 14),
        ]
    )


def fixed():
    """A normalisation whose numbers are given, and weights of 64 bits."""
    keras.config.set_dtype_policy("float64")
    model = keras.Sequential(
        [
            keras.Input((2,)),
            layers.Normalization(mean=[1.0, 2.0], variance=[4.0, 9.0]),
            dense(1, "sigmoid", 15),
        ]
    )
    keras.config.set_dtype_policy("float32")
    return model


expected = {}
for make in [digits, normalised, functional, activations, fixed]:
    name = make.__name__
    model = make()
    scale = 255 if name in ("digits", "activations") else 1
    inputs = np.round(rng.uniform(0, 1, (4, *model.input_shape[1:])) * scale, 3)
    model.save(FOLDER / f"{name}.keras")
    outputs = np.asarray(keras.ops.convert_to_numpy(model(inputs, training=False)), dtype=np.float64)
    expected[name] = {
        "inputs": [row.ravel().tolist() for row in inputs],
        "outputs": [row.tolist() for row in outputs],
    }

# What cannot be read, one reason each.
refused = {
    "convolution": [keras.Input((4, 4, 1)), layers.Conv2D(2, 3, name="look"), layers.Flatten(), dense(2)],
    "relu6": [keras.Input((2,)), dense(2), layers.ReLU(max_value=6, name="capped"), dense(1)],
    "unflattened": [keras.Input((4, 4)), dense(2, name="each_row"), layers.Flatten(), dense(2)],
    "trailing": [keras.Input((2,)), dense(2, "relu"), batch_norm(name="last")],
}
for name, parts in refused.items():
    keras.Sequential(parts).save(FOLDER / f"refused-{name}.keras")
a = keras.Input((2,))
skip = layers.Add(name="sum")([dense(2, name="left")(a), dense(2, name="right")(a)])
keras.Model(a, skip).save(FOLDER / "refused-branches.keras")

(FOLDER / "expected.json").write_text(
    json.dumps({"keras": keras.__version__, "models": expected}, indent=1) + "\n"
)
