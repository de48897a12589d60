import type { BatchSource } from '@graft-ml/core'
import type { Trunk } from '@graft-ml/engine'
import { BatchCursor, type SourcePosition } from './batch-cursor'
import type { FeatureBatch, FeatureSource } from './feature-source'
import { featureStream } from './feature-stream'

/** Every batch goes through the trunk when its turn comes. */
export class LiveFeatures implements FeatureSource {
  private readonly cursor: BatchCursor

  /** @param role what the source is called in errors */
  constructor(
    private readonly source: BatchSource,
    private readonly trunk: Trunk,
    role: string,
  ) {
    this.cursor = new BatchCursor(source, role)
  }

  get position(): SourcePosition {
    return this.cursor.position
  }

  set position(position: SourcePosition) {
    this.cursor.position = position
  }

  async prepare(): Promise<boolean> {
    return true
  }

  take(count: number): AsyncIterable<FeatureBatch> {
    return featureStream(this.cursor.take(count), this.trunk, this.source)
  }

  moveTo(position: SourcePosition): void {
    this.cursor.moveTo(position)
  }

  async close(): Promise<void> {
    await this.cursor.close()
  }
}
