# Not run: the tests see that every package is one that the examples use.
# region cli
npm install --ignore-scripts @graft-ml/cli     # then `npx graft`; below only `graft`
# endregion cli

# region code
npm install @graft-ml/recipes @graft-ml/dataset @graft-ml/augment @graft-ml/keras @graft-ml/zoo @graft-ml/engine
npm install --ignore-scripts @tensorflow/tfjs-core @tensorflow/tfjs-layers onnxruntime-node
# endregion code

# region doctor
npx @graft-ml/cli doctor      # what this machine has, and what to do about it
# endregion doctor
