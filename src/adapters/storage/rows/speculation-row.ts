import type { Selectable } from 'kysely'
import { withAddedBriefs } from '../../../domain/candidate/added-briefs.ts'
import { isBeingPlanned, type Plan } from '../../../domain/candidate/brief.ts'
import { Speculation } from '../../../domain/run/speculation.ts'
import type { Verdict } from '../../../domain/run/step.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { jsonb } from '../jsonb.ts'
import { packJson } from '../packed/pack-json.ts'
import { unpacked } from '../packed/packed-column.ts'
import type { Tables } from '../tables.ts'

/** What `toSpeculation` reads. */
export const SPECULATION_COLUMNS = [
  'owner',
  'repo',
  'number',
  'repository_id',
  'document',
  'packed',
  'verdict',
  'packed_verdict',
  'revoked',
  'plan',
  'choices',
  'reverts',
  'ci',
  'reruns',
  'commands',
  'pressed',
  'grafts',
  'settled_at',
  'archived_at',
  'label_seen',
] as const

type SpeculationRow = Pick<Selectable<Tables['speculations']>, (typeof SPECULATION_COLUMNS)[number]>

export async function toRow(speculation: Speculation) {
  const {
    verdict,
    revoked,
    choices,
    reverts,
    reruns,
    commands,
    pressed,
    settledAt,
    archivedAt,
    ci,
    labelSeen,
    grafts,
    ...document
  } = speculation
  return {
    id: speculation.id,
    owner: speculation.issue.owner,
    repo: speculation.issue.repo,
    number: speculation.issue.number,
    repository_id: speculation.repositoryId ?? null,
    run: speculation.run,
    document: jsonb(askedOf(document)),
    packed: await packJson(document),
    ...(verdict ? await verdictColumns(verdict) : { verdict: null, packed_verdict: null }),
    revoked: revoked ? jsonb(revoked) : null,
    choices: jsonb(choices ?? []),
    reverts: jsonb(reverts ?? []),
    grafts: grafts ? jsonb(grafts) : null,
    ci: jsonb(ci ?? {}),
    reruns: jsonb(reruns ?? []),
    commands: jsonb(commands ?? []),
    pressed: jsonb(pressed ?? []),
    settled_at: settledAt ?? null,
    archived_at: archivedAt ?? null,
    label_seen: labelSeen ?? null,
    look_at: null,
  }
}

export async function verdictColumns(verdict: Verdict) {
  const { decision } = verdict
  const { kind } = decision
  const asked = decision.kind === 'escalate' ? { kind, cause: decision.cause } : { kind }
  return { verdict: jsonb({ decision: asked }), packed_verdict: await packJson(verdict) }
}

/** What the database itself asks of the document. */
function askedOf({ startedAt, base, settings, plan }: Speculation) {
  const { archive_after_days } = settings
  return {
    startedAt,
    base: { branch: base.branch },
    settings: { archive_after_days },
    ...(isBeingPlanned(plan) ? { plan: stillAsked(plan) } : {}),
  }
}

function stillAsked({ classifying, proposing }: Plan) {
  return { ...(classifying && { classifying: true }), ...(proposing && { proposing: true }) }
}

export function toSpeculation(row: SpeculationRow): Speculation {
  return withAddedBriefs(
    Speculation.parse({
      ...Object(unpacked(row.packed, row.document)),
      issue: { owner: row.owner, repo: row.repo, number: row.number },
      ...withoutUndefined({
        plan: row.plan || undefined,
        verdict: readVerdict(row) || undefined,
        revoked: row.revoked || undefined,
      }),
      ...(Array.isArray(row.choices) && row.choices.length > 0 ? { choices: row.choices } : {}),
      ...(Array.isArray(row.reverts) && row.reverts.length > 0 ? { reverts: row.reverts } : {}),
      ...(Object.keys(Object(row.ci)).length > 0 ? { ci: row.ci } : {}),
      ...(Array.isArray(row.reruns) && row.reruns.length > 0 ? { reruns: row.reruns } : {}),
      ...(Array.isArray(row.pressed) && row.pressed.length > 0 ? { pressed: row.pressed } : {}),
      ...(Array.isArray(row.commands) && row.commands.length > 0 ? { commands: row.commands } : {}),
      ...withoutUndefined({
        grafts: row.grafts || undefined,
        settledAt: row.settled_at || undefined,
        archivedAt: row.archived_at || undefined,
        labelSeen: row.label_seen || undefined,
        repositoryId: row.repository_id || undefined,
      }),
    }),
  )
}

export function readVerdict(row: Pick<SpeculationRow, 'verdict' | 'packed_verdict'>): unknown {
  return unpacked(row.packed_verdict, row.verdict)
}
