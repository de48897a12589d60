import assert from 'node:assert/strict'
import { join } from 'node:path'
import { History, rocAuc } from '@graft-ml/report'
import { EventFile, writeReport } from '@graft-ml/report/node'
import { htmlReport } from '@graft-ml/report/page'
import { lossPlot } from '@graft-ml/report/plots'

export async function use(folder: string): Promise<void> {
  assert.equal(rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), 0.75)

  const history = new History()
  const phase = 'featureExtraction'
  history.record({
    type: 'phase-begin',
    phase,
    epochs: 1,
    stepsPerEpoch: 2,
    validationSteps: 1,
    trainableParameters: 3,
  })
  history.record({
    type: 'epoch-end',
    phase,
    epoch: 0,
    logs: { loss: 0.25, acc: 0.9 },
    seconds: 1,
    learningRate: 1e-4,
  })
  assert.match(lossPlot(history), /^<svg/)
  assert.equal((await writeReport(join(folder, 'report'), history)).length, 6)

  const page = htmlReport({
    title: 'pets',
    classes: ['cats', 'dogs'],
    history,
    predictions: [{ path: 'a.jpg', label: 0, prediction: 0, probabilities: [0.6, 0.4] }],
    configuration: {},
    machine: {},
  })
  assert.match(page, /pets/)

  const events = await EventFile.open(join(folder, 'events'))
  await events.add(0, [{ kind: 'scalar', tag: 'epoch_loss', value: 0.25 }])
  await events.close()
}
