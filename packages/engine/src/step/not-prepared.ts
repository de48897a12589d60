import { EngineError } from '../errors/engine-error'

export function withoutOptimizer(): EngineError {
  return notPrepared('optimizer', 'evaluate and predict', 'an optimizer to prepareTraining')
}

export function withoutLoss(): EngineError {
  return notPrepared('loss', 'predict', "loss: 'binaryCrossentropy' (or another) to prepareInference")
}

export function nothingToTrain(): EngineError {
  return new EngineError({
    code: 'NOTHING_TO_TRAIN',
    message: 'Every layer of the model is frozen, so there is nothing to train.',
    hint: "Add a head of your own or unfreeze some layers, for instance with unfreezeAfter(model, 'mixed6').",
  })
}

export function disposedStep(name: string): EngineError {
  return new EngineError({
    code: 'DISPOSED',
    message: `This training step (${name}) has been disposed.`,
    hint: 'Prepare the model again.',
  })
}

function notPrepared(missing: string, possible: string, remedy: string): EngineError {
  return new EngineError({
    code: 'NOT_PREPARED',
    message: `This model was prepared without ${missing}: it can only ${possible}.`,
    hint: `Pass ${remedy}.`,
  })
}
