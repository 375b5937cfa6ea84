/**
 * What a tool takes its orders from, besides what it is asked to look at. Words are divided by blanks: `name` or `name#part,part`
 * where the file serves other ends too. `+` after a part lets a list grow at its end, `~` lets a version be another version.
 */
export interface ToolFiles {
  /** Configuration: of the folder where it runs, of those above, and of those below for what lies there. */
  readonly reads?: string
  /** Picked up without being told, in the folder where it runs and those above. */
  readonly loads?: string
  /** Picked up wherever it lies, with power over the whole run. */
  readonly anywhere?: string
}

/** One tool is one line of a table. */
export interface Tool extends ToolFiles {
  /** What it is called by. */
  readonly names: string
  /** Packages or modules that it is made of: what would take their place is not a candidate's to add. */
  readonly modules?: string
  /** What it shares with others of its language. */
  readonly with?: readonly GroupName[]
}

export type GroupName =
  | 'node'
  | 'babel'
  | 'tsconfig'
  | 'vite'
  | 'python'
  | 'ruby'
  | 'php'
  | 'go'
  | 'rust'
  | 'maven'
  | 'gradle'
  | 'cmake'
  | 'dotnet'
  | 'kotlin'
