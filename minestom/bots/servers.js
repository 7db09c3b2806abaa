// The game servers: real processes on free ports of this machine, over one store.
'use strict'

const { spawn, execFileSync } = require('node:child_process')
const fs = require('node:fs')
const net = require('node:net')
const path = require('node:path')

const java = path.join(process.env.JAVA_HOME, 'bin', 'java')
const flags = ['-Xmx400m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '--enable-native-access=ALL-UNNAMED',
  '--sun-misc-unsafe-memory-access=allow', '-Dminestom.chunk-view-distance=2', '-cp', process.env.GAME_CLASSPATH]
const START_MS = 60_000

const running = new Set()

class Server {
  constructor (name, port, folder) {
    this.name = name
    this.port = port
    this.folder = folder
    this.store = 'sqlite:' + path.join(folder, 'players.db')
  }

  /** Done when it lets players in. */
  start (items = []) {
    const log = fs.openSync(path.join(this.folder, `${this.name}.log`), 'a')
    const child = spawn(java, [...flags, 'dev.latchkey.minestom.example.GameServer', String(this.port), this.name,
      this.store, ...items], { cwd: this.folder, stdio: ['ignore', 'pipe', log] })
    this.child = child
    running.add(child)
    this.exit = new Promise(resolve => child.once('exit', (code, signal) => {
      running.delete(child)
      resolve(signal ?? code)
    }))
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${this.name} does not start`)), START_MS)
      let out = ''
      child.stdout.on('data', bytes => {
        fs.writeSync(log, bytes)
        out += bytes
        if (out.includes(`ready ${this.name}`)) {
          clearTimeout(timer)
          resolve()
        }
      })
      this.exit.then(code => reject(new Error(`${this.name} ended with ${code}: see ${this.folder}/${this.name}.log`)))
    })
  }

  /** Ends the process; done when it has ended. */
  stop (signal) {
    this.child.kill(signal)
    return this.exit
  }
}

function freePort () {
  return new Promise((resolve, reject) => {
    const socket = net.createServer()
    socket.once('error', reject)
    socket.listen(0, '127.0.0.1', () => {
      const { port } = socket.address()
      socket.close(() => resolve(port))
    })
  })
}

/** What the store has: a map from UUID to visits, place and items. */
function check (store, uuids) {
  const out = execFileSync(java, [...flags, 'dev.latchkey.minestom.example.Check', store, ...uuids], { encoding: 'utf8' })
  const saves = new Map()
  for (const line of out.split('\n')) {
    const [word, uuid, visits, x, z, ...items] = line.trim().split(' ')
    if (word === 'player') saves.set(uuid, { visits: Number(visits), at: `${Number(x)} ${Number(z)}`, items })
  }
  return saves
}

process.on('exit', () => running.forEach(child => child.kill('SIGKILL')))

module.exports = { Server, freePort, check }
