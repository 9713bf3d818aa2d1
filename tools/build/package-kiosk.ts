/**
 * Packages the built kiosk into dist/ as electron-builder.yml says, and reads the fuses back from the result.
 * Refuses every Electron but the official one: what a store runs must come from Electron's own release.
 */
import path from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { declaredVersion, type Runtime, readRuntime } from '../setup/electron/runtime.ts'
import { run } from '../setup/run.mjs'

const packagingTimeoutMs = 10 * 60_000

/** What the packaged executable must say of itself. A second statement of electron-builder.yml, to check it by. */
const wantedFuses: readonly (readonly [FuseV1Options, FuseState])[] = [
  [FuseV1Options.RunAsNode, FuseState.DISABLE],
  [FuseV1Options.EnableCookieEncryption, FuseState.ENABLE],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseState.DISABLE],
  [FuseV1Options.EnableNodeCliInspectArguments, FuseState.DISABLE],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseState.ENABLE],
  [FuseV1Options.OnlyLoadAppFromAsar, FuseState.ENABLE],
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, FuseState.DISABLE],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, FuseState.DISABLE],
]

/** Why this runtime must not be packaged; undefined when it may. */
export function packagingRefusal(runtime: Runtime, declared: string): string | undefined {
  switch (runtime.kind) {
    case 'Missing':
      return `Electron ${declared} is not installed; run npm run build again where it can be downloaded.`
    case 'StandIn':
      return `This Electron is the ${runtime.version} stand-in for demo and tests. A kiosk is packaged from the official Electron ${declared} only.`
    case 'Official':
      return runtime.version === declared
        ? undefined
        : `Electron ${runtime.version} is installed, but package.json declares ${declared}.`
  }
}

/** The fuses of an executable that are not as wanted, by name. */
async function wrongFuses(executable: string): Promise<readonly string[]> {
  const wire = await getCurrentFuseWire(executable)
  return wantedFuses.filter(([fuse, state]) => wire[fuse] !== state).map(([fuse]) => FuseV1Options[fuse])
}

export async function packageKiosk(root: string): Promise<boolean> {
  const runtime = readRuntime(root)
  const refusal = packagingRefusal(runtime, declaredVersion(root))
  if (refusal !== undefined || runtime.kind === 'Missing') {
    console.error(`build: not packaged. ${refusal ?? ''}`)
    return false
  }
  const options = [`-c.electronVersion=${runtime.version}`, `-c.electronDist=${runtime.directory}`]
  const packaged = await run(
    process.execPath,
    [path.join(root, 'node_modules', 'electron-builder', 'cli.js'), '--linux', 'dir', ...options],
    { cwd: root, timeoutMs: packagingTimeoutMs },
  )
  if (!packaged.ok) {
    console.error(`build: electron-builder failed\n${packaged.output}`)
    return false
  }
  const executable = path.join(root, 'dist', 'linux-unpacked', 'scanway')
  const wrong = await wrongFuses(executable)
  console.log(wrong.length === 0 ? `build: ${executable}` : `build: wrong fuses: ${wrong.join(', ')}`)
  return wrong.length === 0
}
