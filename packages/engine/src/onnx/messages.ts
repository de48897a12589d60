import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

/*
 * The messages of ONNX that are needed here, with the field numbers of onnx.proto3
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3).
 */

/** TensorProto.DataType */
export const ElementType = { float32: 1, int64: 7 } as const

/** AttributeProto.AttributeType */
const AttributeType = { float: 1, int: 2, string: 3, ints: 7 } as const

/** The first version of the format that allows operator set 17. */
const IR_VERSION = 8
const OPERATOR_SET = 17

export type Attribute =
  | { readonly name: string; readonly float: number }
  | { readonly name: string; readonly int: number }
  | { readonly name: string; readonly ints: readonly number[] }
  | { readonly name: string; readonly string: string }

export interface Node {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly output: string
  readonly attributes?: readonly Attribute[]
}

/** A constant that is written when the file is put together, one constant after the other. */
export interface Initializer {
  readonly name: string
  readonly type: keyof typeof ElementType
  readonly shape: readonly number[]
  readonly byteLength: number
  /** @param target all of a buffer's first `byteLength` bytes, little-endian; what they hold before is of no meaning */
  write(target: Uint8Array): void
}

/** An input or output of the graph; a size in words may be anything, the same word always the same size. */
export interface ValueInfo {
  readonly name: string
  readonly shape: readonly (number | string)[]
}

export function encodeNode({ operator, inputs, output, attributes = [] }: Node): Uint8Array {
  const writer = new BinaryWriter()
  for (const input of inputs) writer.tag(1, WireType.LengthDelimited).string(input)
  writer.tag(2, WireType.LengthDelimited).string(output)
  writer.tag(4, WireType.LengthDelimited).string(operator)
  for (const attribute of attributes) {
    writer.tag(5, WireType.LengthDelimited).fork()
    writeAttribute(writer, attribute)
    writer.join()
  }
  return writer.finish()
}

function writeAttribute(writer: BinaryWriter, attribute: Attribute): void {
  writer.tag(1, WireType.LengthDelimited).string(attribute.name)
  const type = writer.tag.bind(writer, 20, WireType.Varint)
  if ('float' in attribute) {
    writer.tag(2, WireType.Bit32).float(attribute.float)
    type().int32(AttributeType.float)
  } else if ('int' in attribute) {
    writer.tag(3, WireType.Varint).int64(attribute.int)
    type().int32(AttributeType.int)
  } else if ('string' in attribute) {
    writer.tag(4, WireType.LengthDelimited).string(attribute.string)
    type().int32(AttributeType.string)
  } else {
    for (const value of attribute.ints) writer.tag(8, WireType.Varint).int64(value)
    type().int32(AttributeType.ints)
  }
}

/** A TensorProto up to its bytes, which follow as they are. */
export function encodeInitializerHead({ name, type, shape, byteLength }: Initializer): Uint8Array {
  const writer = new BinaryWriter()
  for (const size of shape) writer.tag(1, WireType.Varint).int64(size)
  writer.tag(2, WireType.Varint).int32(ElementType[type])
  writer.tag(8, WireType.LengthDelimited).string(name)
  writer.tag(9, WireType.LengthDelimited).uint32(byteLength)
  return writer.finish()
}

/** A float32 value. */
export function encodeValueInfo({ name, shape }: ValueInfo): Uint8Array {
  const writer = new BinaryWriter()
  writer.tag(1, WireType.LengthDelimited).string(name)
  writer.tag(2, WireType.LengthDelimited).fork()
  writer.tag(1, WireType.LengthDelimited).fork()
  writer.tag(1, WireType.Varint).int32(ElementType.float32)
  writer.tag(2, WireType.LengthDelimited).fork()
  for (const size of shape) {
    writer.tag(1, WireType.LengthDelimited).fork()
    if (typeof size === 'number') writer.tag(1, WireType.Varint).int64(size)
    else writer.tag(2, WireType.LengthDelimited).string(size)
    writer.join()
  }
  return writer.join().join().join().finish()
}

/** A ModelProto up to its graph, which follows with `graphLength` bytes. */
export function encodeModelHead(graphLength: number): Uint8Array {
  const writer = new BinaryWriter()
  writer.tag(1, WireType.Varint).int64(IR_VERSION)
  writer.tag(2, WireType.LengthDelimited).string('graft')
  writer.tag(8, WireType.LengthDelimited).fork()
  writer.tag(2, WireType.Varint).int64(OPERATOR_SET)
  writer.join()
  writer.tag(7, WireType.LengthDelimited).uint32(graphLength)
  return writer.finish()
}

/** The tag and the length before a field that holds a message of `length` bytes. */
export function encodeFieldHead(field: number, length: number): Uint8Array {
  return new BinaryWriter().tag(field, WireType.LengthDelimited).uint32(length).finish()
}

/** A field of text. */
export function encodeText(field: number, text: string): Uint8Array {
  return new BinaryWriter().tag(field, WireType.LengthDelimited).string(text).finish()
}
