/**
 * Installs the images it is given over and over, until it is killed: `install-child.ts <catalogue> <images as JSON>`.
 * It writes a line for each that is in place, so that the test knows installing has begun.
 */

import { writeSync } from 'node:fs'
import { openCatalogue } from '../../storage/catalogue.ts'
import type { ImageFile } from '../../storage/catalogue-image-file.ts'

const [path = '', imagesJson = '[]'] = process.argv.slice(2)
const images: readonly ImageFile[] = JSON.parse(imagesJson)
const opened = openCatalogue(path)
if (!opened.ok) process.exit(3)
for (let turn = 0; ; turn++) {
  const image = images[turn % images.length]
  const installed = image && (await opened.value.installImageFile(image))
  if (!installed?.ok) process.exit(4)
  writeSync(1, `${turn}\n`)
}
