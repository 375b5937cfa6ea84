/** What an agent may try: a request to a path, with a body that is told an address which nobody may call. */
export interface Shape {
  readonly path: string
  readonly method?: string
  readonly headers?: (url: string) => Readonly<Record<string, string>>
  readonly body: (url: string) => unknown
}

/** Shapes by what is odd about each. */
export type Shapes = Readonly<Record<string, Shape>>

/** Shapes of one path whose bodies are an honest one, changed in one place. */
export function changesOf(
  path: string,
  honest: object,
  changes: Readonly<Record<string, (url: string) => object>>,
): Shapes {
  return Object.fromEntries(
    Object.entries(changes).map(([name, change]) => [
      name,
      { path, body: (url: string) => ({ ...honest, ...change(url) }) },
    ]),
  )
}
