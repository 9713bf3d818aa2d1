/**
 * The lane's copy of the catalogue: answers the loop, takes changes, swaps in whole images. Everything in it can be
 * fetched again, so a copy that is damaged or of another format counts as none and sync brings a new one; only a file
 * of another program is refused. The old copy serves until the new one is in place.
 */

import type Database from 'better-sqlite3'
import type { Gtin } from '../domain/code/retail-code.ts'
import type { CatalogueChanges } from '../domain/contract/wire.ts'
import type { Item } from '../domain/item.ts'
import { err, ok, type Result } from '../domain/result.ts'
import {
  type CatalogueCopy,
  type CatalogueStatus,
  catalogueCopyOf,
  isCatalogue,
  readStatus,
  type SearchHit,
} from './catalogue-copy.ts'
import { checkImage, type ImageFile, type ImageRefusal, unpackImage } from './catalogue-image-file.ts'
import {
  cataloguePragmas,
  inspectDatabase,
  isEmpty,
  openDatabase,
  openRefusal,
  sqliteError,
} from './database.ts'
import { onFiles, removeDatabase, swapIn } from './file-swap.ts'
import { type DiskRefusal, type OpenRefusal, refusalSentence } from './refusal.ts'

/** Where an image is unpacked and checked before it takes the live file's name. */
export const freshPath = (path: string): string => `${path}.new`

export interface LaneCatalogue {
  byGtin(gtin: Gtin): Item | undefined
  byAlias(code: string): Item | undefined
  search(text: string, limit: number): readonly SearchHit[]
  /** `undefined` while there is no usable copy. */
  status(): CatalogueStatus | undefined
  apply(changes: CatalogueChanges): Result<void, DiskRefusal>
  installImageFile(image: ImageFile): Promise<Result<void, ImageRefusal>>
  /** Rows met that were no items; more than none means the copy is damaged. */
  malformedRows(): number
  close(): void
}

interface Live {
  readonly database: Database.Database
  readonly copy: CatalogueCopy
}

/** Whether there is a copy to open. Refuses only what must not be replaced. */
function inspect(path: string): Result<boolean, OpenRefusal> {
  const empty = isEmpty(path)
  if (!empty.ok || empty.value) return ok(false)
  const usable = inspectDatabase<boolean, OpenRefusal>(path, (database) =>
    isCatalogue(database) ? ok(readStatus(database) !== undefined) : err({ kind: 'OtherProgram', path }),
  )
  return !usable.ok && usable.error.kind === 'Damaged' ? ok(false) : usable
}

function openLive(path: string, malformed: () => void): Result<Live | undefined, OpenRefusal> {
  const usable = inspect(path)
  if (!usable.ok) return usable
  if (!usable.value) return ok(undefined)
  const opened = openDatabase(path, cataloguePragmas)
  if (!opened.ok) return opened.error.kind === 'Damaged' ? ok(undefined) : opened
  const database = opened.value
  try {
    const status = readStatus(database)
    return ok(status && { database, copy: catalogueCopyOf(database, status, malformed) })
  } catch (error) {
    database.close()
    const refusal = openRefusal(path, error)
    return refusal.kind === 'Damaged' ? ok(undefined) : err(refusal)
  }
}

const diskFailed = (reason: string): Result<never, DiskRefusal> => err({ kind: 'DiskFailed', reason })

/** What changes must be to go onto the copy. */
function fitting({ epoch, version }: CatalogueChanges, copy: CatalogueCopy): Result<void, DiskRefusal> {
  const at = copy.status()
  if (epoch !== at.epoch) return diskFailed(`the changes are of epoch ${epoch}, the copy is of ${at.epoch}`)
  return version < at.version
    ? diskFailed(`the changes lead to version ${version}, the copy is at ${at.version}`)
    : ok(undefined)
}

/** After these the file on disk is as it was: there was no room, or no turn. */
const harmless = /^SQLITE_(FULL|BUSY)/

class OpenCatalogue implements LaneCatalogue {
  readonly #path: string
  #live: Live | undefined
  #malformed = 0
  #installing = false

  constructor(path: string) {
    this.#path = path
  }

  open(): Result<void, OpenRefusal> {
    const opened = openLive(this.#path, () => {
      this.#malformed++
    })
    if (opened.ok) this.#live = opened.value
    return opened.ok ? ok(undefined) : opened
  }

  byGtin(gtin: Gtin): Item | undefined {
    return this.#read((copy) => copy.byGtin(gtin))
  }

  byAlias(code: string): Item | undefined {
    return this.#read((copy) => copy.byAlias(code))
  }

  search(text: string, limit: number): readonly SearchHit[] {
    return this.#read((copy) => copy.search(text, limit)) ?? []
  }

  status(): CatalogueStatus | undefined {
    return this.#live?.copy.status()
  }

  malformedRows(): number {
    return this.#malformed
  }

  /** A copy whose pages do not read is given up: selling from it would be guessing. */
  #read<T>(ask: (copy: CatalogueCopy) => T): T | undefined {
    if (!this.#live) return undefined
    try {
      return ask(this.#live.copy)
    } catch (error) {
      sqliteError(error)
      this.close()
      return undefined
    }
  }

  apply(changes: CatalogueChanges): Result<void, DiskRefusal> {
    if (!this.#live) return diskFailed('there is no copy of the catalogue to change')
    const { copy } = this.#live
    const fits = fitting(changes, copy)
    if (!fits.ok) return fits
    try {
      return ok(copy.apply(changes))
    } catch (error) {
      const { code, message } = sqliteError(error)
      if (!harmless.test(code)) this.close()
      return diskFailed(`${message} (${code})`)
    }
  }

  async installImageFile(image: ImageFile): Promise<Result<void, ImageRefusal>> {
    if (this.#installing) return diskFailed('another image is being installed')
    this.#installing = true
    try {
      return await this.#install(image)
    } finally {
      this.#installing = false
    }
  }

  async #install(image: ImageFile): Promise<Result<void, ImageRefusal>> {
    const fresh = freshPath(this.#path)
    const cleared = onFiles(() => removeDatabase(fresh))
    if (!cleared.ok) return cleared
    const unpacked = await unpackImage(image, fresh)
    const checked = unpacked.ok ? await checkImage(fresh, image) : unpacked
    if (checked.ok) return this.#swap(fresh)
    onFiles(() => removeDatabase(fresh))
    return checked
  }

  /** In one go: nothing else of this process runs between the old copy's closing and the new one's opening. */
  #swap(fresh: string): Result<void, DiskRefusal> {
    this.close()
    const swapped = onFiles(() => swapIn(fresh, this.#path))
    const opened = this.open()
    if (!swapped.ok) return swapped
    if (!opened.ok) return diskFailed(refusalSentence(opened.error))
    this.#malformed = 0
    return ok(undefined)
  }

  close(): void {
    const live = this.#live
    this.#live = undefined
    try {
      live?.database.close()
    } catch (error) {
      sqliteError(error)
    }
  }
}

/** Opens the copy at `path`, if there is a usable one; clears away what an interrupted installation left. */
export function openCatalogue(path: string): Result<LaneCatalogue, OpenRefusal> {
  const cleared = onFiles(() => removeDatabase(freshPath(path)))
  if (!cleared.ok) return err({ kind: 'CannotOpen', path, reason: cleared.error.reason })
  const catalogue = new OpenCatalogue(path)
  const opened = catalogue.open()
  return opened.ok ? ok(catalogue) : opened
}
