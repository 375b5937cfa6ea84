/** What the runner finds on the machine that it runs on. */
export interface Machine {
  readonly platform: NodeJS.Platform
  /** The environment in which the tools of the user are looked for. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

export function thisMachine(): Machine {
  return { platform: process.platform, environment: process.env }
}
