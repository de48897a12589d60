"""Writes fixtures/{losses,optimizers,batch-normalization,metrics,random}.json: what Keras computes on small arrays.

Run with keras 3.15 on tensorflow 2.21:  python make_training_vectors.py
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

FIXTURES = Path(__file__).parent / "fixtures"


def array(value):
    value = np.asarray(value, dtype=np.float32)
    return {"shape": list(value.shape), "data": [float(x) for x in value.ravel()]}


def write(name, value):
    FIXTURES.mkdir(exist_ok=True)
    text = json.dumps({"keras": keras.__version__, **value}, separators=(",", ":"))
    (FIXTURES / f"{name}.json").write_text(text + "\n")


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def loss_case(name, labels, values, from_logits):
    labels = np.asarray(labels, np.float32)
    values = tf.constant(np.asarray(values, np.float32))
    options = {} if name == "mean_squared_error" else {"from_logits": from_logits}
    with tf.GradientTape() as tape:
        tape.watch(values)
        per_sample = getattr(keras.losses, name)(labels, values, **options)
        total = tf.reduce_mean(per_sample)
    return {
        "loss": name,
        "from": "logits" if from_logits else "outputs",
        "labels": array(labels),
        "values": array(values),
        "perSample": array(per_sample),
        "gradientOfMean": array(tape.gradient(total, values)),
    }


def losses():
    rng = np.random.default_rng(1)
    binary = np.array([[0], [1], [0], [1], [1], [0]])
    probabilities = np.array([[0.2], [0.7], [0.0], [0.0], [1.0], [0.5]])
    logits = np.array([[-1.5], [0.3], [40.0], [-40.0], [0.0], [-3.0]])
    several = rng.integers(0, 2, (4, 3))
    scores = rng.normal(0, 2, (5, 4))
    classes = np.array([[0], [3], [1], [2], [3]])
    one_hot = np.eye(4)[classes[:, 0]]
    unnormalised = rng.uniform(0.05, 0.9, (5, 4))
    saturated = np.array([[1, 0, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0.25] * 4, [0.1, 0.2, 0.3, 0.4]])
    large = scores * 30
    return [
        loss_case("binary_crossentropy", binary, probabilities, False),
        loss_case("binary_crossentropy", several, rng.uniform(0, 1, (4, 3)), False),
        loss_case("binary_crossentropy", binary, logits, True),
        loss_case("binary_crossentropy", several, rng.normal(0, 3, (4, 3)), True),
        loss_case("categorical_crossentropy", one_hot, softmax(scores), False),
        loss_case("categorical_crossentropy", one_hot, unnormalised, False),
        loss_case("categorical_crossentropy", one_hot, saturated, False),
        loss_case("categorical_crossentropy", one_hot, scores, True),
        loss_case("categorical_crossentropy", one_hot, large, True),
        loss_case("sparse_categorical_crossentropy", classes, softmax(scores), False),
        loss_case("sparse_categorical_crossentropy", classes, unnormalised, False),
        loss_case("sparse_categorical_crossentropy", classes, saturated, False),
        loss_case("sparse_categorical_crossentropy", classes, scores, True),
        loss_case("sparse_categorical_crossentropy", classes, large, True),
        loss_case("mean_squared_error", rng.normal(0, 1, (4, 3)), rng.normal(0, 1, (4, 3)), False),
    ]


OPTIMIZERS = [
    ("rmsprop", {}, {}),
    ("rmsprop", {"learningRate": 0.01, "rho": 0.8, "epsilon": 1e-3}, {"learning_rate": 0.01, "rho": 0.8, "epsilon": 1e-3}),
    ("rmsprop", {"momentum": 0.9}, {"momentum": 0.9}),
    ("rmsprop", {"centered": True, "momentum": 0.5}, {"centered": True, "momentum": 0.5}),
    ("rmsprop", {"centered": True}, {"centered": True}),
    ("rmsprop", {"weightDecay": 0.1}, {"weight_decay": 0.1}),
    ("rmsprop", {"clipNorm": 0.5, "momentum": 0.9}, {"clipnorm": 0.5, "momentum": 0.9}),
    ("sgd", {}, {}),
    ("sgd", {"learningRate": 0.1, "momentum": 0.9}, {"learning_rate": 0.1, "momentum": 0.9}),
    ("sgd", {"momentum": 0.9, "nesterov": True}, {"momentum": 0.9, "nesterov": True}),
    ("sgd", {"momentum": 0.9, "weightDecay": 0.1}, {"momentum": 0.9, "weight_decay": 0.1}),
    ("sgd", {"weightDecay": 0.1, "excludeFromWeightDecay": ["1"]}, {"weight_decay": 0.1, "exclude": ["1"]}),
    ("sgd", {"clipNorm": 0.5}, {"clipnorm": 0.5}),
    ("sgd", {"clipValue": 0.05}, {"clipvalue": 0.05}),
    ("sgd", {"globalClipNorm": 0.7}, {"global_clipnorm": 0.7}),
    ("adam", {}, {}),
    # Large steps show the precision of the corrected learning rate.
    ("adam", {"learningRate": 1}, {"learning_rate": 1.0}),
    ("adam", {"amsgrad": True, "beta1": 0.8, "beta2": 0.9}, {"amsgrad": True, "beta_1": 0.8, "beta_2": 0.9}),
    ("adam", {"weightDecay": 0.01, "globalClipNorm": 1.0}, {"weight_decay": 0.01, "global_clipnorm": 1.0}),
]


def optimizers():
    """Six steps on two variables; the learning rate is halved before the fourth, as a callback would."""
    rng = np.random.default_rng(2)
    kernel, bias = rng.normal(0, 1, (3, 4)), rng.normal(0, 1, (4,))
    # Gradients of very different sizes, some of them zero, so that epsilon and clipping matter.
    scale = np.array([1, 1e-2, 1e-4, 0])
    gradients = [[rng.normal(0, 1, (3, 4)) * scale, rng.normal(0, 1, (4,)) * scale] for _ in range(6)]
    cases = []
    for kind, options, arguments in OPTIMIZERS:
        exclude = arguments.pop("exclude", [])
        optimizer = {"rmsprop": keras.optimizers.RMSprop, "sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam}[
            kind
        ](**arguments)
        optimizer.exclude_from_weight_decay(var_names=exclude)
        variables = [
            keras.Variable(kernel.astype("float32"), name="0"),
            keras.Variable(bias.astype("float32"), name="1"),
        ]
        steps = []
        for step, pair in enumerate(gradients):
            if step == 3:
                optimizer.learning_rate = float(optimizer.learning_rate) / 2
            optimizer.apply([tf.constant(g.astype("float32")) for g in pair], variables)
            steps.append([array(v.numpy()) for v in variables])
        cases.append({"kind": kind, "options": options, "steps": steps})
    return {
        "variables": [array(kernel), array(bias)],
        "gradients": [[array(g) for g in pair] for pair in gradients],
        "cases": cases,
    }


def batch_normalization():
    """Two training steps and an inference, with the gradients of sum(outputs * cotangent)."""
    rng = np.random.default_rng(3)
    cases = []
    for shape, options, arguments in [
        ((4, 3, 3, 2), {"scale": False}, {"scale": False}),
        ((4, 3, 3, 2), {"momentum": 0.7, "epsilon": 0.01}, {"momentum": 0.7, "epsilon": 0.01}),
        ((5, 3), {"center": False}, {"center": False}),
        ((5, 3), {"scale": False, "center": False}, {"scale": False, "center": False}),
        ((2, 3, 4, 4), {"axis": 1}, {"axis": 1}),
    ]:
        layer = keras.layers.BatchNormalization(**arguments)
        layer.build(shape)
        start = [rng.uniform(0.5, 1.5, w.shape) for w in layer.weights]
        layer.set_weights(start)
        steps = []
        for training in (True, True, False):
            x = tf.constant(rng.normal(2, 3, shape).astype("float32"))
            cotangent = rng.normal(0, 1, shape).astype("float32")
            with tf.GradientTape() as tape:
                tape.watch(x)
                outputs = layer(x, training=training)
                total = tf.reduce_sum(outputs * cotangent)
            trained = [v.value for v in layer.trainable_variables]
            gradients = tape.gradient(total, [x, *trained])
            steps.append(
                {
                    "training": training,
                    "inputs": array(x),
                    "cotangent": array(cotangent),
                    "outputs": array(outputs),
                    "inputGradient": array(gradients[0]),
                    "weightGradients": [array(g) for g in gradients[1:]],
                    "movingMean": array(layer.moving_mean.numpy()),
                    "movingVariance": array(layer.moving_variance.numpy()),
                }
            )
        cases.append(
            {
                "options": options,
                "shape": list(shape),
                "weights": [{"name": w.name, **array(v)} for w, v in zip(layer.weights, start)],
                "steps": steps,
            }
        )
    return cases


def metric_case(kind, names, batches):
    makers = {
        "precision": keras.metrics.Precision,
        "recall": keras.metrics.Recall,
        "auc": keras.metrics.AUC,
        "mse": keras.metrics.MeanSquaredError,
        "mae": keras.metrics.MeanAbsoluteError,
    }
    accuracy = {
        "binary": keras.metrics.BinaryAccuracy,
        "categorical": keras.metrics.CategoricalAccuracy,
        "sparse": keras.metrics.SparseCategoricalAccuracy,
    }[kind]
    metrics = {name: makers.get(name, accuracy)() for name in names}
    updates = []
    for labels, predictions in batches:
        for metric in metrics.values():
            metric.update_state(np.asarray(labels, np.float32), np.asarray(predictions, np.float32))
        updates.append(
            {
                "labels": array(labels),
                "predictions": array(predictions),
                "results": {name: float(metric.result()) for name, metric in metrics.items()},
            }
        )
    return {"kind": kind, "updates": updates}


def metrics():
    rng = np.random.default_rng(4)

    def binary(n):
        labels = rng.integers(0, 2, (n, 1))
        return labels, np.clip(labels * 0.3 + rng.uniform(0, 0.7, (n, 1)), 0, 1)

    edges = np.array([[0], [1], [1], [0], [1]]), np.array([[0.5], [0.5], [1.0], [0.0], [100 / 199]])
    classes = [rng.integers(0, 4, (n, 1)) for n in (6, 3)]
    scores = [softmax(rng.normal(0, 1, (len(c), 4)) + 1.5 * np.eye(4)[c[:, 0]]) for c in classes]
    ties = np.array([[1], [0]]), np.array([[0.4, 0.4, 0.1, 0.1], [0.4, 0.4, 0.1, 0.1]])
    every = ["acc", "precision", "recall", "auc", "mse", "mae"]
    return [
        metric_case("binary", every, [binary(20), binary(20), binary(7), edges]),
        metric_case("binary", every, [(np.zeros((4, 1)), np.full((4, 1), 0.2))]),
        metric_case("categorical", every, [(np.eye(4)[c[:, 0]], s) for c, s in zip(classes, scores)]),
        metric_case("sparse", ["accuracy"], [*zip(classes, scores), ties]),
    ]


def random():
    """What layers draw after set_random_seed, in the order in which they are made; and what given seeds give."""
    from keras import layers

    keras.utils.set_random_seed(11)
    made = [layers.Dense(3), layers.Dropout(0.4), layers.Dense(2), layers.Dropout(0.5, noise_shape=(None, 1))]
    for layer in made:
        layer.build((None, 5))
    glorot = [
        {"seed": seed, "kernel": array(keras.initializers.GlorotUniform(seed=seed)(shape))}
        for seed, shape in [(7, (5, 3)), (0, (3, 3, 2, 4)), (2**31 + 5, (1, 1)), (-3, (6,)), (2**31 - 2, (4, 2))]
    ]

    def masks(layer, shape):
        return [array(layer(np.ones(shape, np.float32), training=True)) for _ in range(3)]

    dropout = [
        {"rate": rate, "seed": seed, "masks": masks(layers.Dropout(rate, seed=seed), (4, 9))}
        for rate, seed in [(0.2, 7), (0.5, 2**31 + 5), (0.9, -3), (0.0, 7), (1.0, 7)]
    ]
    return {
        "setRandomSeed": 11,
        "kernels": [array(layer.kernel) for layer in made[::2]],
        "masks": [masks(layer, (4, 5)) for layer in made[1::2]],
        "glorot": glorot,
        "dropout": dropout,
    }


write("losses", {"cases": losses()})
write("optimizers", optimizers())
write("batch-normalization", {"cases": batch_normalization()})
write("metrics", {"cases": metrics()})
write("random", random())
