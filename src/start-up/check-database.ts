import type { DatabaseLocation } from '../adapters/storage/database.ts'
import { type ExaminedDatabase, examineDatabase } from '../adapters/storage/examine-database.ts'
import { count } from '../messages/numbers.ts'
import { type Check, type Finding, fail, ok, warn } from './check.ts'

/** The database that a server uses or would use, and whether one does. */
export function checkDatabase(location: DatabaseLocation): Check {
  return async () => findingsOf(await examineDatabase(location), location)
}

function findingsOf(found: ExaminedDatabase, location: DatabaseLocation): Finding[] {
  const place = 'dataDir' in location ? `in ${location.dataDir}` : 'at DATABASE_URL'
  switch (found.kind) {
    case 'absent':
      return [ok('database', `there is none ${place} yet; the first start makes one`)]
    case 'in use':
      return [
        ok(
          'database',
          `a server has the one ${place} open, which only one process can, so nothing more is said of it here`,
        ),
      ]
    case 'unusable':
      return [
        fail(
          'database',
          `the one ${place} cannot be used (${found.reason})`,
          'dataDir' in location
            ? 'Look whether the user of the server may read and write there, and whether the disk is full.'
            : 'Look whether Postgres runs, and whether DATABASE_URL names its host, port, user, password and database.',
        ),
      ]
    case 'open':
      return [shapeFinding(found.shape, place), ...jobFindings(found)]
    default:
      return found satisfies never
  }
}

type Opened = Extract<ExaminedDatabase, { kind: 'open' }>

function shapeFinding(shape: Opened['shape'], place: string): Finding {
  switch (shape) {
    case 'none':
      return ok('database', `the one ${place} can be used, and no server has used it yet`)
    case 'older':
      return ok('database', `the one ${place} can be used; the next start brings it to this version`)
    case 'current':
      return ok('database', `the one ${place} can be used`)
    case 'later':
      return fail(
        'database',
        `a later version of Speculate has changed the one ${place}`,
        'Start that version, or put back what was saved before it.',
      )
    default:
      return shape satisfies never
  }
}

function jobFindings({ failedJobs, workers }: Opened): Finding[] {
  const findings: Finding[] = []
  if (failedJobs > 0)
    findings.push(
      warn(
        'queue',
        `${count(failedJobs, 'job')} failed for good`,
        '`speculate jobs` shows each with its reason; `speculate jobs redrive` tries them again.',
      ),
    )
  if (workers === 0)
    findings.push(
      warn(
        'workers',
        'none was heard of for five minutes',
        'Start one: `speculate start --role worker`, or one that does everything.',
      ),
    )
  else if (workers !== undefined)
    findings.push(ok('workers', `${count(workers, 'process', 'processes')} at work`))
  return findings
}
