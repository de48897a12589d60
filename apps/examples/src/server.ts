import { createServer, type Server } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { GraftError, readPreparation } from '@graft-ml/core'
import { decodeImage, resizeImage } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { loadModel } from '@graft-ml/recipes'

/** A server that answers a posted photo with the probability of each class. */
export async function photoServer(modelFolder: string): Promise<Server> {
  // #region model
  const engine = await createEngine()
  const { model, metadata } = await loadModel(modelFolder)
  const { inputSize, rescale, classes, orientation, ...sizing } = readPreparation(metadata)
  // Compiled once, for all photos to come.
  const { trunk, step, dispose } = await engine.prepareInference(model)
  // #endregion model

  // #region classify
  async function classify(photo: Uint8Array): Promise<Record<string, number>> {
    const whole = await decodeImage(photo, { orientation })
    const { data } = resizeImage(whole, { ...sizing, targetSize: inputSize })
    const pixels = Float32Array.from(data, (level) => level * rescale)
    const features = await trunk.run({ data: pixels, shape: [1, ...inputSize, 3] })
    const { data: given } = await step.predict(features)
    // A single output is the probability of the second of two classes.
    const probabilities = given.length === 1 ? [1 - given[0]!, given[0]!] : given
    return Object.fromEntries(classes.map((name, index) => [name, probabilities[index]!]))
  }
  // #endregion classify

  // #region serve
  // One photo at a time: each has all cores.
  let turn: Promise<unknown> = Promise.resolve()
  const server = createServer(async (request, response) => {
    const reply = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    if (request.method !== 'POST') return reply(405, { error: 'POST a photo.' })
    try {
      const photo = await buffer(request)
      const answer = turn.then(() => classify(photo))
      turn = answer.catch(() => {})
      return reply(200, await answer)
    } catch (error) {
      // What is wrong with the photo may be said; what is wrong with the server may not.
      if (GraftError.isInstance(error) && error.code === 'BROKEN_IMAGE')
        return reply(400, { error: error.message })
      return reply(500, { error: 'The photo could not be classified.' })
    }
  })
  server.on('close', () => void dispose().then(() => model.dispose()))
  return server
  // #endregion serve
}
