/** Migration 1: stores with their lanes, enrolment codes and staff, and the catalogue with its feed and image. */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { withColumns } from './columns.ts'

async function createStores(db: Kysely<unknown>): Promise<void> {
  await withColumns(db.schema.createTable('store'), {
    store_id: 'text',
    name_zh: 'text',
    name_en: 'text',
    address: 'text',
    tax_number: 'text',
    currency: 'text',
    seeded_ms: 'int?',
  })
    .addPrimaryKeyConstraint('store_key', ['store_id'])
    .execute()
  await withColumns(db.schema.createTable('lane'), {
    lane_id: 'text',
    store_id: 'text',
    lane_name: 'text',
    epoch: 'int',
    public_key: 'text?',
    revoked_ms: 'int?',
  })
    .addPrimaryKeyConstraint('lane_key', ['lane_id'])
    .execute()
  await withColumns(db.schema.createTable('enrolment_code'), {
    code_hash: 'text',
    store_id: 'text',
    lane_id: 'text',
    expires_ms: 'int',
    used_ms: 'int?',
    used_key: 'text?',
  })
    .addPrimaryKeyConstraint('enrolment_code_key', ['code_hash'])
    .execute()
  await withColumns(db.schema.createTable('staff'), {
    store_id: 'text',
    badge: 'text',
    name: 'text',
    pin_salt: 'text',
    pin_hash: 'text',
  })
    .addPrimaryKeyConstraint('staff_key', ['store_id', 'badge'])
    .execute()
}

async function createCatalogue(db: Kysely<unknown>): Promise<void> {
  await withColumns(db.schema.createTable('feed'), {
    store_id: 'text',
    epoch: 'text',
    head: 'int',
    floor: 'int',
    items: 'int',
  })
    .addPrimaryKeyConstraint('feed_key', ['store_id'])
    .execute()
  await withColumns(db.schema.createTable('item'), {
    store_id: 'text',
    gtin_key: 'int',
    packed: 'text',
    aliases: 'text',
    stock: 'int',
    version: 'int',
    deleted: 'int',
  })
    .addPrimaryKeyConstraint('item_key', ['store_id', 'gtin_key'])
    .execute()
  await db.schema
    .createIndex('item_by_version')
    .on('item')
    .columns(['store_id', 'version', 'gtin_key'])
    .execute()
  await withColumns(db.schema.createTable('catalogue_image'), {
    store_id: 'text',
    epoch: 'text',
    version: 'int',
    bytes: 'int',
    sha256: 'text',
    file: 'text',
  })
    .addPrimaryKeyConstraint('catalogue_image_key', ['store_id'])
    .execute()
}

export const storeMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await createStores(db)
    await createCatalogue(db)
  },
}
