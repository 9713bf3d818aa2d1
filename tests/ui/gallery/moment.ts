/** The one moment at which every view of the gallery is shown. */

export const nowMs = Date.UTC(2026, 10, 22, 10, 8)
