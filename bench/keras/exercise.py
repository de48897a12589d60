"""The exercise in Keras, part by part, as its text has it."""

from pathlib import Path

from tensorflow.keras import Model, layers
from tensorflow.keras.applications.inception_v3 import InceptionV3
from tensorflow.keras.optimizers import SGD, RMSprop
from tensorflow.keras.preprocessing.image import ImageDataGenerator

TRANSFORMS = {
    "train": {
        "rescale": 1.0 / 255,
        "rotation_range": 40,
        "width_shift_range": 0.2,
        "height_shift_range": 0.2,
        "shear_range": 0.2,
        "zoom_range": 0.2,
        "horizontal_flip": True,
    },
    "validation": {"rescale": 1.0 / 255},
}


def open_photos(job, part):
    return ImageDataGenerator(**TRANSFORMS[part]).flow_from_directory(
        Path(job["data"]) / part,
        target_size=(job["imageSize"], job["imageSize"]),
        batch_size=job["batchSize"],
        class_mode="binary",
        seed=job["seed"],
    )


def build_trunk(job):
    shape = (job["imageSize"], job["imageSize"], 3)
    trunk = InceptionV3(input_shape=shape, include_top=False, weights=None)
    trunk.load_weights(job["weights"])
    for layer in trunk.layers:
        layer.trainable = False
    return trunk


def build_model(trunk):
    x = layers.Flatten()(trunk.get_layer("mixed7").output)
    x = layers.Dense(1024, activation="relu")(x)
    x = layers.Dropout(0.2)(x)
    x = layers.Dense(1, activation="sigmoid")(x)
    return Model(trunk.input, x)


def begin_phase(phase, model, trunk):
    """Compiles for a phase; fine-tuning unfreezes what follows mixed6 first."""
    if phase == "fineTuning":
        unfreeze = False
        for layer in trunk.layers:
            if unfreeze:
                layer.trainable = True
            if layer.name == "mixed6":
                unfreeze = True
    optimizer = RMSprop(learning_rate=0.0001) if phase == "featureExtraction" else SGD(learning_rate=0.00001, momentum=0.9)
    model.compile(loss="binary_crossentropy", optimizer=optimizer, metrics=["acc"])
