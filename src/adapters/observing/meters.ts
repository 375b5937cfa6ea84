type Labels = Readonly<Record<string, string>>

interface Meter {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** In the text format of Prometheus, without name and help. */
  readonly samples: () => Promise<readonly string[]>
}

/** Numbers by their labels, in the order in which they were first told: https://prometheus.io/docs/instrumenting/exposition_formats */
export class Registry {
  readonly #meters: Meter[] = []
  readonly contentType = 'text/plain; version=0.0.4; charset=utf-8'

  counter(name: string, help: string): (labels: Labels, by?: number) => void {
    const values = new Map<string, number>()
    this.#meters.push({ name, help, type: 'counter', samples: async () => linesOf(name, values) })
    return (labels, by = 1) => values.set(written(labels), (values.get(written(labels)) ?? 0) + by)
  }

  gauge(name: string, help: string): (labels: Labels, value: number) => void {
    const values = new Map<string, number>()
    this.#meters.push({ name, help, type: 'gauge', samples: async () => linesOf(name, values) })
    return (labels, value) => values.set(written(labels), value)
  }

  /** Asked when somebody reads the numbers, and at no other time. */
  askedGauge(name: string, help: string, ask: () => Promise<readonly (readonly [Labels, number])[]>): void {
    const samples = async () =>
      linesOf(name, new Map((await ask()).map(([labels, value]) => [written(labels), value])))
    this.#meters.push({ name, help, type: 'gauge', samples })
  }

  /** `buckets` are upper bounds, the least first. */
  histogram(name: string, help: string, buckets: readonly number[]): (labels: Labels, value: number) => void {
    const [counts, sums, totals] = [
      new Map<string, number>(),
      new Map<string, number>(),
      new Map<string, number>(),
    ]
    const add = (map: Map<string, number>, key: string, by: number) => map.set(key, (map.get(key) ?? 0) + by)
    const samples = async () => [
      ...linesOf(`${name}_bucket`, counts),
      ...linesOf(`${name}_sum`, sums),
      ...linesOf(`${name}_count`, totals),
    ]
    this.#meters.push({ name, help, type: 'histogram', samples })
    return (labels, value) => {
      for (const bound of [...buckets, Number.POSITIVE_INFINITY]) {
        const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound)
        add(counts, written({ ...labels, le }), value <= bound ? 1 : 0)
      }
      add(sums, written(labels), value)
      add(totals, written(labels), 1)
    }
  }

  async text(): Promise<string> {
    const parts = await Promise.all(
      this.#meters.map(async ({ name, help, type, samples }) => [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...(await samples()),
      ]),
    )
    return `${parts.flat().join('\n')}\n`
  }
}

function linesOf(name: string, values: ReadonlyMap<string, number>): string[] {
  return [...values].map(([labels, value]) => `${name}${labels} ${value}`)
}

function written(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
}
