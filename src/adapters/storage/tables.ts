import type { Generated, GeneratedAlways } from 'kysely'

/** Columns as both drivers return them. Documents are JSONB, and unknown until a schema of the domain has read them. */
export interface Tables {
  speculations: {
    id: string
    owner: string
    repo: string
    number: number
    /** The forge's; null in rows from before it was kept. */
    repository_id: string | null
    run: number
    /** The `Speculation` as it started, without what came later; where it is packed, only what the database asks of it. */
    document: unknown
    /** Null in rows from before it was packed; the same below. */
    packed: Uint8Array | null
    /** Where it is packed, only what kind of decision it has. */
    verdict: unknown
    packed_verdict: Uint8Array | null
    revoked: unknown
    /** What competes, once somebody was asked about it; the one of the document before. */
    plan: unknown
    /** An array. */
    choices: Generated<unknown>
    /** Seconds of jobs by UTC day. */
    ci: Generated<unknown>
    /** An array. */
    reruns: Generated<unknown>
    /** An array. */
    commands: Generated<unknown>
    /** An array. */
    pressed: Generated<unknown>
    /** `Speculation.grafts`. */
    grafts: unknown
    settled_at: string | null
    archived_at: string | null
    label_seen: string | null
    /** When a settled run is looked at although nothing tells of anything; null: at the next sweep. */
    look_at: string | null
    /** Computed by the database: promoted, and not taken back or merged, nor closed without being opened again. */
    promotion_open: GeneratedAlways<boolean>
    /** An array: what has become of what was merged. */
    reverts: Generated<unknown>
    /** Computed by the database: when something of it was merged. */
    merged_at: GeneratedAlways<string | null>
    /** Computed by the database, out of the document. */
    archive_after_days: GeneratedAlways<number | null>
  }
  /** Comments and reviews of ours, as they were written last. */
  own_comments: {
    owner: string
    repo: string
    /** Number of the issue or pull request. */
    place: number
    marker: string
    /** A bigint, which drivers return as text. */
    id: string
    /** Null where it is packed. */
    body: string | null
    packed: Uint8Array | null
  }
  notes: { name: string; value: string }
  /** Of people who have signed out, until their cookies would have been over. */
  ended_sessions: { id: string; until: Date }
  /** The `Ledger` of each installation of the App; `version` counts its changes. */
  ledgers: { name: string; version: number; ledger: unknown }
  /** How verdicts turned out, by run or by past fix. */
  answers: {
    id: string
    owner: string
    repo: string
    source: string
    kind: string
    is_right: boolean
  }
  /** How many `answers` there are of each; moved by a trigger on them. */
  answer_counts: {
    owner: string
    repo: string
    source: string
    kind: string
    is_right: boolean
    many: number
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
    /** Where it is packed, only what was used. */
    outcome: unknown
    packed_outcome: Uint8Array | null
    /** `Attempt.grant`. */
    granted: unknown
    /** `Attempt.task`; null in rows from before there were tasks, which have one of the five columns after it instead. */
    task: unknown
    review_of: string | null
    entered: unknown
    plans: boolean | null
    proves: unknown
    distinguishes: unknown
    charged: unknown
    /** What an attempt that somebody else had ended really used. */
    late_usage: unknown
    bundle: Uint8Array | null
  }
  traces: {
    position: Generated<string>
    speculation: string
    candidate_id: string
    result: string
    /** Null where it is packed. */
    document: unknown
    packed: Uint8Array | null
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
  audit: {
    speculation: string
    seq: number
    at: string
    kind: string
    /** Null where it is packed. */
    payload: unknown
    /** By `keepPayload`. */
    packed: Uint8Array | null
    prev: string
    hash: string
    /** SHA-256 over kind and payload, so that the same event is kept once. */
    digest: string
  }
  /** The last entry of each chain; moved by a trigger on `audit`. */
  audit_heads: {
    speculation: string
    seq: number
    hash: string
  }
}

/** Everything of ours lives in this schema, so that a database may be shared with other programs. */
export const SCHEMA = 'speculate'
