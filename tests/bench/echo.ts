/**
 * The least a store server could do with an upload: parse it and give it back. A program of its own, so that it has a
 * process to itself as the real server has. Prints one line of JSON when it listens.
 */

import fastify from 'fastify'

const app = fastify({ bodyLimit: 4 * 1024 * 1024 })
app.post('/*', async ({ body }) => body)
process.once('SIGTERM', () => void app.close())
const listening = await app.listen({ host: '127.0.0.1', port: 0 })
console.log(JSON.stringify({ listening }))
