"""The jobs, each measured as its namesake on Graft's side is (../src/graft)."""

import os
import time

import keras
import numpy
import PIL
import tensorflow
from tensorflow.keras import Model

import exercise

BATCHES_IN_MEMORY = 5


def about(job):
    facts = {
        "keras": keras.__version__,
        "tensorflow": tensorflow.__version__,
        "numpy": numpy.__version__,
        "pillow": PIL.__version__,
        "devices": " ".join(device.name for device in tensorflow.config.list_physical_devices()),
    }
    return {}, facts


class EpochSeconds(keras.callbacks.Callback):
    """Seconds from an epoch's begin to its end, validation included."""

    def __init__(self):
        super().__init__()
        self.seconds = []

    def on_epoch_begin(self, epoch, logs=None):
        self.begin = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self.begin)


def run_exercise(job):
    keras.utils.set_random_seed(job["seed"])
    trunk = exercise.build_trunk(job)
    model = exercise.build_model(trunk)
    train, validation = exercise.open_photos(job, "train"), exercise.open_photos(job, "validation")
    samples, histories = {}, {}
    for phase, epochs in (("featureExtraction", job["epochs"]), ("fineTuning", job["fineTuneEpochs"])):
        exercise.begin_phase(phase, model, trunk)
        timer = EpochSeconds()
        begin = time.perf_counter()
        history = model.fit(
            train,
            steps_per_epoch=job["steps"],
            epochs=epochs,
            validation_data=validation,
            validation_steps=job["validationSteps"],
            verbose=2,
            callbacks=[timer],
        ).history
        samples[f"{phase}FitSeconds"] = [time.perf_counter() - begin]
        samples[f"{phase}EpochSeconds"] = timer.seconds
        histories[phase] = {name: [float(value) for value in values] for name, values in history.items()}
    return samples, {}, histories


def run_steps(job):
    keras.utils.set_random_seed(job["seed"])
    batches = _batches_in_memory(job)
    trunk = exercise.build_trunk(job)
    model = exercise.build_model(trunk)
    exercise.begin_phase(job["phase"], model, trunk)
    losses = []

    def step(x, y):
        losses.append(float(model.train_on_batch(x, y)[0]))

    # Without the reset, train_on_batch gives the mean over all calls so far.
    seconds = _time_calls(job, batches, step, before=model.reset_metrics)
    return {"stepSeconds": seconds}, {"loss": losses[-1]}


def run_trunk(job):
    trunk = exercise.build_trunk(job)
    to_mixed7 = Model(trunk.input, trunk.get_layer("mixed7").output)
    seconds = _time_calls(job, _batches_in_memory(job), lambda x, y: to_mixed7.predict_on_batch(x))
    return {"trunkSeconds": seconds}, {}


def run_pictures(job):
    """Seconds of computing a photo, all threads of the process together."""
    train = exercise.open_photos(job, "train")
    computing, waiting = [], []
    for _ in range(job["warmUp"] + job["timed"]):
        begin, used = time.perf_counter(), time.process_time()
        x, _ = next(train)
        computing.append((time.process_time() - used) / len(x))
        waiting.append((time.perf_counter() - begin) / len(x))
    return {"pictureSeconds": computing[job["warmUp"] :], "pictureWallSeconds": waiting[job["warmUp"] :]}, {}


def run_start(job, answer):
    class FirstStep(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            answer({}, {})
            os._exit(0)

    trunk = exercise.build_trunk(job)
    model = exercise.build_model(trunk)
    exercise.begin_phase("featureExtraction", model, trunk)
    train, validation = exercise.open_photos(job, "train"), exercise.open_photos(job, "validation")
    fit = {"steps_per_epoch": job["steps"], "epochs": 2, "validation_data": validation}
    model.fit(train, **fit, verbose=2, callbacks=[FirstStep()])


def _batches_in_memory(job):
    train = exercise.open_photos(job, "train")
    count = min(BATCHES_IN_MEMORY, max(1, train.samples // job["batchSize"]))
    return [next(train) for _ in range(count)]


def _time_calls(job, batches, run, before=lambda: None):
    """Seconds of each call that counts; the batches take turns."""
    seconds = []
    for call in range(job["warmUp"] + job["timed"]):
        before()
        batch = batches[call % len(batches)]
        begin = time.perf_counter()
        run(*batch)
        seconds.append(time.perf_counter() - begin)
    return seconds[job["warmUp"] :]
