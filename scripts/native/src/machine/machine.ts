/** The system that TensorFlow is to run on. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly architecture: string
  /** Version of the C library; undefined where it is another one (musl on Alpine) or none. */
  readonly glibc: string | undefined
}

/** The system that this process runs on. */
export function thisMachine(): Machine {
  return { platform: process.platform, architecture: process.arch, glibc: glibcVersion() }
}

function glibcVersion(): string | undefined {
  if (process.platform !== 'linux') return undefined
  // Without this the report looks up the names of the network's addresses.
  Object.assign(process.report, { excludeNetwork: true })
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  return header.glibcVersionRuntime
}
