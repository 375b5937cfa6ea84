/** One version of a tool that is installed on the machine. */
export interface InstalledTool {
  /** As the tool itself writes it: `20.11.1`, `3.13.0rc1`, `1.22`, `17.0.15+6`. */
  readonly version: string
  /** The absolute path of its main program. */
  readonly program: string
  /** Where the programs that belong to it stand, the likeliest first; others may stand there too. */
  readonly folders: readonly string[]
  /** The folder of the whole installation: GOROOT, JAVA_HOME, DOTNET_ROOT, a toolchain of Rust. */
  readonly home?: string
  /** What distinguishes it from another one of the same version: `pypy`, `freethreaded`, `jruby`, `Eclipse Adoptium`, `nightly-2025-01-01`. */
  readonly flavour?: string
}
