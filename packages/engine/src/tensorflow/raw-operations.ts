import type { OpAttribute, TensorflowBackend } from './tensorflow-backend'

/** TensorFlow's name for a resource that is nobody else's. */
const ANONYMOUS = 'cd2c89b7-88b7-44c8-ad83-06c2a9158347'

/**
 * TensorFlow's operations on numbered values, beneath tfjs: it knows no resources. What is made here lives until
 * `close()`, unless it is kept.
 */
export class RawOperations {
  private readonly values = new Set<number>()
  private readonly resources = new Set<number>()

  constructor(private readonly backend: TensorflowBackend) {}

  /** Runs an operation that gives one value. */
  compute(name: string, attributes: readonly OpAttribute[], inputs: readonly number[]): number {
    const [{ id }] = this.backend.binding.executeOp(name, attributes, inputs, 1)
    this.values.add(id)
    return id
  }

  /** Runs an operation that changes resources and gives nothing. */
  change(name: string, attributes: readonly OpAttribute[], inputs: readonly number[]): void {
    this.backend.binding.executeOp(name, attributes, inputs, 0)
  }

  /** A number, in single precision. */
  scalar(value: number): number {
    const { binding } = this.backend
    const id = binding.createTensor([], binding.TF_FLOAT, Float32Array.of(value))
    this.values.add(id)
    return id
  }

  /** A resource that holds a value: no copy is made. */
  resource(shape: readonly number[], value: number): number {
    const { TF_ATTR_SHAPE, TF_ATTR_STRING } = this.backend.binding
    const resource = this.compute(
      'VarHandleOp',
      [
        this.float('dtype'),
        { name: 'shape', type: TF_ATTR_SHAPE, value: shape },
        { name: 'container', type: TF_ATTR_STRING, value: '' },
        { name: 'shared_name', type: TF_ATTR_STRING, value: ANONYMOUS },
      ],
      [],
    )
    this.resources.add(resource)
    this.change('AssignVariableOp', [this.float('dtype')], [resource, value])
    return resource
  }

  /** What a resource holds now: no copy is made. */
  read(resource: number): number {
    return this.compute('ReadVariableOp', [this.float('dtype')], [resource])
  }

  /** Lets go of a value before the end. */
  release(value: number): void {
    this.values.delete(value)
    this.backend.binding.deleteTensor(value)
  }

  /** Leaves a value to the caller. */
  keep(value: number): number {
    this.values.delete(value)
    return value
  }

  close(): void {
    // Newer TensorFlows free a resource with its last handle; older ones keep it until they are told.
    for (const resource of this.resources) this.change('DestroyResourceOp', [], [resource])
    for (const value of this.values) this.backend.binding.deleteTensor(value)
    this.resources.clear()
    this.values.clear()
  }

  /** The attribute that says: single precision. */
  float(name: string): OpAttribute {
    const { TF_ATTR_TYPE, TF_FLOAT } = this.backend.binding
    return { name, type: TF_ATTR_TYPE, value: TF_FLOAT }
  }

  flag(name: string, value: boolean): OpAttribute {
    return { name, type: this.backend.binding.TF_ATTR_BOOL, value }
  }
}
