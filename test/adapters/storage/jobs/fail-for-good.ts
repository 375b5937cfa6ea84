import { PgBoss } from 'pg-boss'
import type { Database } from '../../../../src/adapters/storage/database.ts'
import { bossOptions } from '../../../../src/adapters/storage/jobs/boss-options.ts'

/** As after an attempt that took its worker with it each time. */
export async function failForGood(database: Database): Promise<void> {
  const boss = await new PgBoss({ ...bossOptions(database), supervise: false }).start()
  for (let tries = 1; tries <= 4; tries += 1) {
    const [job] = await boss.fetch('attempt')
    await boss.fail('attempt', job?.id ?? '', new Error('the disk\u001b[2J is full'))
  }
  await boss.stop({ graceful: false })
}
