"""exercise: the whole exercise in Keras, once for each seed: feature extraction, then fine-tuning after mixed6."""

import multiprocessing
import os
import re
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import keras
import tensorflow
from keras import layers, optimizers

import inception
import photos
from draws import EXERCISE
from goldens_folder import write_json


def make(options, folder):
    # A process for each seed: the peak of resident memory is a process's, and nothing carries over.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, max_tasks_per_child=1, mp_context=context) as processes:
        runs = list(processes.map(_run, [options] * len(options.seeds), options.seeds))
    write_json(
        folder / "exercise.json",
        {"what": _what(options), "imageSize": options.image_size, **runs[0]["sizes"], "runs": [run["run"] for run in runs]},
    )


def _what(options):
    versions = f"Keras {keras.__version__} on TensorFlow {tensorflow.__version__}"
    return (
        f"The exercise in {versions} (CPU, {os.cpu_count()} cores), "
        f"at {options.image_size}x{options.image_size}; epochs of feature extraction: {options.epochs}, "
        f"of fine-tuning: {options.fine_tune_epochs}. Seeds go to keras.utils.set_random_seed and to the training "
        "generator. Times are of one machine: compare only side by side."
    )


class EpochSeconds(keras.callbacks.Callback):
    """Seconds from an epoch's begin to its end, validation included."""

    def __init__(self):
        super().__init__()
        self.seconds = []

    def on_epoch_begin(self, epoch, logs=None):
        self.begin = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self.begin)


def _run(options, seed):
    keras.utils.set_random_seed(seed)
    train = _flow(options, "train", EXERCISE, seed)
    validation = _flow(options, "validation", {"rescale": EXERCISE["rescale"]}, None)
    sizes = {
        "stepsPerEpoch": len(train),
        "batchSize": options.batch_size,
        "validationSteps": len(validation),
    }
    trunk = inception.build(options.image_size, options.weights)
    for layer in trunk.layers:
        layer.trainable = False
    model = _with_head(trunk)

    def fit(optimizer, epochs):
        model.compile(loss="binary_crossentropy", optimizer=optimizer, metrics=["acc"])
        timer = EpochSeconds()
        history = model.fit(
            train,
            steps_per_epoch=sizes["stepsPerEpoch"],
            epochs=epochs,
            validation_data=validation,
            validation_steps=sizes["validationSteps"],
            callbacks=[timer],
            verbose=0,
        ).history
        return {**{name: history[name] for name in sorted(history)}, "seconds": timer.seconds}

    feature_extraction = fit(optimizers.RMSprop(learning_rate=0.0001), options.epochs)
    after_mixed6 = False
    for layer in trunk.layers:
        layer.trainable = after_mixed6
        after_mixed6 = after_mixed6 or layer.name == "mixed6"
    fine_tuning = fit(optimizers.SGD(learning_rate=0.00001, momentum=0.9), options.fine_tune_epochs)
    return {
        "sizes": sizes,
        "run": {
            "seed": seed,
            "featureExtraction": feature_extraction,
            "fineTuning": fine_tuning,
            "peakResidentMB": _peak_resident_megabytes(),
        },
    }


def _flow(options, part, config, seed):
    size = (options.image_size, options.image_size)
    return photos.flow(options.root, part, config, size, options.batch_size, seed)


def _with_head(trunk):
    x = layers.Flatten()(trunk.get_layer("mixed7").output)
    x = layers.Dense(1024, activation="relu")(x)
    x = layers.Dropout(0.2)(x)
    x = layers.Dense(1, activation="sigmoid")(x)
    return keras.Model(trunk.input, x)


def _peak_resident_megabytes():
    """This process's own peak. (getrusage would count what the parent held when it started this one.)"""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) / 1024
