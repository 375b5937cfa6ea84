import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * The audit log as a hash chain per speculation (T14). Rows of the log, traces and journal are added, never changed. They can be
 * deleted only in a transaction that names the speculation in `speculate.retention` and has ended its chain with the entry
 * `pruned`, so no deletion goes unrecorded. `audit_heads` is moved by the log itself and by nothing else: it says where a chain
 * should end.
 */
export const auditChain: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}

const LOGS = ['traces', 'journal', 'audit']

const STATEMENTS = [
  `create table speculate.audit (
    speculation text not null,
    seq integer not null,
    at text not null,
    kind text not null,
    payload jsonb not null,
    prev text not null,
    hash text not null,
    digest text not null,
    primary key (speculation, seq),
    unique (speculation, digest)
  )`,
  `create table speculate.audit_heads (
    speculation text primary key,
    seq integer not null,
    hash text not null
  )`,
  `create function speculate.move_audit_head() returns trigger language plpgsql as $$
  begin
    insert into speculate.audit_heads values (new.speculation, new.seq, new.hash)
      on conflict (speculation) do update set seq = excluded.seq, hash = excluded.hash;
    return null;
  end $$`,
  `create trigger move_audit_head after insert on speculate.audit
    for each row execute function speculate.move_audit_head()`,
  `create function speculate.refuse_by_hand() returns trigger language plpgsql as $$
  begin
    if pg_trigger_depth() < 2 then
      raise exception 'speculate.% is append-only: % by hand refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
    end if;
    return null;
  end $$`,
  `create trigger append_only before insert or update or delete or truncate on speculate.audit_heads
    for each statement execute function speculate.refuse_by_hand()`,
  `create function speculate.refuse_unrecorded_delete() returns trigger language plpgsql as $$
  declare
    last record;
  begin
    select kind, hash into last from speculate.audit
      where speculation = old.speculation order by seq desc limit 1;
    if current_setting('speculate.retention', true) is distinct from old.speculation
      or last.kind is distinct from 'pruned' or last.hash is not distinct from (to_jsonb(old) ->> 'hash') then
      raise exception 'speculate.% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
    end if;
    return old;
  end $$`,
  ...['traces', 'journal'].map((table) => `drop trigger append_only on speculate.${table}`),
  ...LOGS.flatMap((table) => [
    `create trigger append_only before update or truncate on speculate.${table}
      for each statement execute function speculate.refuse_change()`,
    `create trigger recorded_delete before delete on speculate.${table}
      for each row execute function speculate.refuse_unrecorded_delete()`,
  ]),
]
