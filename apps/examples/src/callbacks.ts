import { join } from 'node:path'
import type { Logs } from '@graft-ml/core'
import {
  BackupAndRestore,
  Callback,
  CsvLogger,
  EarlyStopping,
  ModelCheckpoint,
  ReduceLearningRateOnPlateau,
  type TrainingContext,
} from '@graft-ml/recipes'

/** What watches a training that writes into a folder. */
export function callbacksFor(folder: string, say: (line: string) => void): Callback[] {
  // #region ready-made
  return [
    new EarlyStopping({ monitor: 'val_loss', patience: 5, restoreBestWeights: true }),
    new ReduceLearningRateOnPlateau({ patience: 2, factor: 0.5 }),
    new ModelCheckpoint({ folder: join(folder, 'best'), monitor: 'val_acc', saveBestOnly: true }),
    new CsvLogger({ path: join(folder, 'history.csv') }),
    // Killed at any moment, the same program run again goes on here.
    new BackupAndRestore({ folder: join(folder, 'backup') }),
    new StopAt('val_acc', 0.99, say),
  ]
  // #endregion ready-made
}

// #region own
/** Ends training when a value of the logs is good enough. */
export class StopAt extends Callback {
  constructor(
    private readonly name: string,
    private readonly enough: number,
    private readonly say: (line: string) => void,
  ) {
    super()
  }

  override onEpochEnd(context: TrainingContext, epoch: number, logs: Logs): void {
    const value = logs[this.name]
    if (value === undefined || value < this.enough) return
    this.say(`${this.name} is ${value.toFixed(2)} after epoch ${epoch + 1}.`)
    context.stop()
  }
}
// #endregion own
