import type { ModelCard } from '@graft-ml/core'

const published = 'https://storage.googleapis.com/tensorflow/keras-applications/inception_v3'

/** Inception V3 as published with Keras: its weights, its input, its classifier. */
export const modelCard = {
  name: 'inception_v3',
  paper: 'https://arxiv.org/abs/1512.00567',
  license: 'Apache-2.0',
  inputSize: [299, 299],
  minimumInputSize: [75, 75],
  inputRange: [-1, 1],
  classes: 1000,
  classifier: 'predictions',
  weights: {
    top: {
      url: `${published}/inception_v3_weights_tf_dim_ordering_tf_kernels.h5`,
      hash: '9a0d58056eeedaa3f26cb7ebd46da564',
    },
    noTop: {
      url: `${published}/inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5`,
      hash: 'bcbd6486424b2319ff4ef7d526e38f63',
      size: 87_910_968,
    },
  },
} as const satisfies ModelCard
