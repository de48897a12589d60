# The calls of the exercise "Cat vs. Dog Image Classification, Exercise 3: Feature Extraction and Fine-Tuning" as
# Keras 3 has them; from-keras.ts is the same in TypeScript, region by region.

# region imports
import os
import signal
import zipfile

import matplotlib.pyplot as plt
from tensorflow.keras import Model, layers
from tensorflow.keras.applications.inception_v3 import InceptionV3
from tensorflow.keras.optimizers import SGD, RMSprop
from tensorflow.keras.preprocessing.image import ImageDataGenerator
# endregion imports

# region weights
weights = '/tmp/inception_v3_notop.h5'
!wget https://storage.googleapis.com/mledu-datasets/inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5 -O {weights}
# endregion weights

# region trunk
trunk = InceptionV3(weights=None, include_top=False, input_shape=(150, 150, 3))
trunk.load_weights(weights)
# endregion trunk

# region freeze
for layer in trunk.layers:
    layer.trainable = False
# endregion freeze

# region last-layer
mixed7 = trunk.get_layer('mixed7')
print(mixed7.output.shape)
# endregion last-layer

# region head
x = layers.Flatten()(mixed7.output)
x = layers.Dense(1024, activation='relu')(x)
x = layers.Dropout(0.2)(x)
x = layers.Dense(1, activation='sigmoid')(x)
# endregion head

# region compile
model = Model(trunk.input, x)
model.compile(
    optimizer=RMSprop(learning_rate=1e-4),
    loss='binary_crossentropy',
    metrics=['acc'])
# endregion compile

# region photos
archive = '/tmp/cats_and_dogs_filtered.zip'
!wget https://storage.googleapis.com/mledu-datasets/cats_and_dogs_filtered.zip -O {archive}
# endregion photos

# region extract
with zipfile.ZipFile(archive) as photos:
    photos.extractall('/tmp')
# endregion extract

# region folders
train_folder = os.path.join('/tmp/cats_and_dogs_filtered', 'train')
validation_folder = os.path.join('/tmp/cats_and_dogs_filtered', 'validation')
cats = os.listdir(os.path.join(train_folder, 'cats'))
dogs = os.listdir(os.path.join(train_folder, 'dogs'))
print(len(cats), len(dogs))
# endregion folders

# region generators
changed = ImageDataGenerator(
    rescale=1 / 255,
    rotation_range=40,
    width_shift_range=0.2,
    height_shift_range=0.2,
    shear_range=0.2,
    zoom_range=0.2,
    horizontal_flip=True)
plain = ImageDataGenerator(rescale=1 / 255)
# endregion generators

# region flow
train = changed.flow_from_directory(
    train_folder,
    target_size=(150, 150),
    batch_size=20,
    class_mode='binary')
validation = plain.flow_from_directory(
    validation_folder,
    target_size=(150, 150),
    batch_size=20,
    class_mode='binary')
# endregion flow

# region fit
history = model.fit(
    train,
    steps_per_epoch=100,
    epochs=2,
    validation_data=validation,
    validation_steps=50,
    verbose=2)
# endregion fit

# region unfreeze
after = False
for layer in trunk.layers:
    layer.trainable = after
    after = after or layer.name == 'mixed6'
# endregion unfreeze

# region compile-again
model.compile(
    optimizer=SGD(learning_rate=1e-5, momentum=0.9),
    loss='binary_crossentropy',
    metrics=['acc'])
# endregion compile-again

# region fit-again
history = model.fit(
    train,
    steps_per_epoch=100,
    epochs=50,
    validation_data=validation,
    validation_steps=50,
    verbose=2)
# endregion fit-again

# region history
numbers = history.history
print(numbers['acc'], numbers['val_acc'], numbers['loss'], numbers['val_loss'])
# endregion history

# region plots
for name in ('acc', 'loss'):
    plt.figure()
    plt.plot(range(50), numbers[name])
    plt.plot(range(50), numbers['val_' + name])
    plt.title(name)
# endregion plots

# region clean-up
os.kill(os.getpid(), signal.SIGKILL)
# endregion clean-up
