/**
 * Where the demo keeps its things: one folder, so that removing it starts the store anew.
 */

import path from 'node:path'

export const root = path.join(import.meta.dirname, '..', '..')

export const home = process.env['SCANWAY_HOME'] ?? path.join(root, '.scanway')

export const scannerNear = path.join(home, 'scanner')

/** Where the demo's face terminal is told who looks into it. */
export const faceControl = path.join(home, 'look.sock')

/** Where the demo's scale is told what lies on it. */
export const scaleControl = path.join(home, 'scale.sock')
