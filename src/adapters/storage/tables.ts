import type { Generated } from 'kysely'

/** Columns as both drivers return them. Documents are JSONB, and unknown until a schema of the domain has read them. */
export interface Tables {
  speculations: {
    id: string
    owner: string
    repo: string
    number: number
    run: number
    /** The `Speculation` as it started: without verdict, settledAt and archivedAt. */
    document: unknown
    verdict: unknown
    settled_at: string | null
    archived_at: string | null
  }
  attempts: {
    position: Generated<string>
    speculation: string
    candidate: string
    number: number
    toolchain: string
    status: string
    queued_at: string
    started_at: string | null
    heartbeat_at: string | null
    ended_at: string | null
    progress: string | null
    outcome: unknown
    bundle: Uint8Array | null
  }
  traces: {
    position: Generated<string>
    speculation: string
    candidate_id: string
    result: string
    document: unknown
  }
  journal: {
    position: Generated<string>
    speculation: string
    at: string
    step: string
    phase: string
    detail: string
    /** SHA-256 over the other columns, so that the same entry is kept once. */
    digest: string
  }
}

/** Everything of ours lives in this schema, so that a database may be shared with other programs. */
export const SCHEMA = 'speculate'
