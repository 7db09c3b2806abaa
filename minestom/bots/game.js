// Bots that carry one item each from server to server and back, in both orders; one server is killed on the way.
'use strict'

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { Link } = require('./link')
const { judge, prove } = require('./judge')
const { Server, freePort, check } = require('./servers')

const HOPS = 50
const LIMIT_MS = 240_000
const SPAWN = { x: 0.5, y: 41, z: 0.5 }
const bots = []
const times = []
let servers = []

/** A player: one item of its own, and the server it is on. */
class Bot {
  constructor (number, home) {
    this.name = `bot${number}`
    this.item = `gem-${number}`
    this.place = { ...SPAWN, x: SPAWN.x + 4 * (number + 1) } // Where its item lies.
    this.home = home
    this.visits = 0
    this.at = `${SPAWN.x} ${SPAWN.z}`
    this.hops = 0
  }

  /** Done when the server says that the visit is durable; returns how long that took, in ms. */
  async arrive (server) {
    const link = new Link(this.name, server)
    this.link = link
    this.uuid = link.uuid
    await link.until('durable visit', () => link.visit > 0)
    this.visits++
    if (link.visit !== this.visits) throw new Error(`${this.name} on ${server.name}: visit ${link.visit} instead of ${this.visits}`)
    if (this.at !== '' && link.spawn !== this.at) throw new Error(`${this.name} on ${server.name}: at ${link.spawn} instead of ${this.at}`)
    return performance.now() - link.begun
  }

  async has (items) {
    await this.link.until(`inventory [${items}]`, () => this.link.items().join() === items.join())
  }

  /** Done when the server has seen it; saves nothing. */
  async walk (place) {
    this.link.walk(place)
    this.at = `${place.x} ${place.z}`
    const before = this.link.said.length
    this.link.say('where')
    await this.link.until(`at ${this.at}`, () => this.link.said.slice(before).includes(`at ${this.at}`))
  }

  /** Takes a step that nobody saves until the session ends. */
  async wander () {
    await this.walk({ ...this.place, z: this.place.z + (this.hops + 1) % 7 })
  }

  /** Walks to the item on the ground, the bot's own place, where nobody else comes. */
  async pickUp () {
    const link = this.link
    const before = link.said.length
    await this.walk(this.place)
    await link.until(`durable ${this.item}`, () => link.said.slice(before).includes(`have ${this.item}`))
    await this.has([this.item])
  }

  /** Drops the item and picks it up again. */
  async juggle () {
    await this.walk(this.place)
    this.link.dropHeld()
    await this.has([])
    await this.pickUp()
  }

  async hop (server) {
    await this.wander()
    const old = this.link
    const order = this.hops % 4
    let time
    if (order % 2 === 0) {
      time = await this.arrive(server) // New server first: it takes the player away from the old one, which kicks.
      await kicked(old, 'another server')
    } else if (order === 1) {
      old.leave() // Old server first, as a player does who quits and joins.
      time = await this.arrive(server)
    } else {
      old.say(`go ${server.name} ${server.port}`) // Old server first, which sends the player on with all it has.
      await old.until('transfer', () => old.transfer !== null)
      old.leave()
      time = await this.arrive(server)
    }
    times.push(time)
    this.hops++
    await this.has([this.item])
    if (this.hops % 10 === 3) await this.hesitate()
    if (this.hops % 10 === 5) await this.juggle()
    if (this.hops % 10 === 7) await this.joinTwice()
  }

  /** Goes to the other server, quits while that one loads, and goes there again at once. */
  async hesitate () {
    const here = this.link
    const there = otherThan(here.server)
    const glance = new Link(this.name, there)
    await glance.until('login', () => glance.loggedIn)
    glance.leave()
    here.leave()
    await glance.until('end', () => glance.ended, true)
    await this.arrive(there)
    await this.has([this.item])
  }

  /** Logs in to the same server a second time: the first connection has to go. */
  async joinTwice () {
    const first = this.link
    await this.arrive(first.server)
    await kicked(first, 'another place')
    await this.has([this.item])
  }

  async travel (hops) {
    while (this.hops < hops) {
      await this.hop(otherThan(this.link.server))
    }
  }
}

function otherThan (server) {
  return servers.find(other => other !== server)
}

async function kicked (link, reason, orCutOff = false) {
  await link.until('kick', () => link.ended, true)
  if (orCutOff && link.reason === '') return
  if (!link.reason.includes(reason)) throw new Error(`kicked from ${link.server.name} for another reason: ${link.reason}`)
}

function say (text) {
  console.log(`game: ${text}`)
}

async function play (folder, count) {
  servers = [new Server('east', await freePort(), folder), new Server('west', await freePort(), folder)]
  for (let i = 0; i < count; i++) bots.push(new Bot(i, servers[i % 2]))
  await Promise.all(servers.map(server => server.start(bots.map(bot => bot.home === server ? bot.item : '-'))))
  say(`two servers are up, ports ${servers.map(server => server.port).join(' and ')}, store in ${folder}`)

  for (const bot of bots) {
    await bot.arrive(bot.home)
    await bot.pickUp()
  }
  say(`${count} bots have picked up an item each`)
  await Promise.all(bots.map(bot => bot.travel(HOPS / 2)))
  say(`${HOPS / 2} hops each, in both orders`)

  await kill(bots[0].link.server)
  await Promise.all(bots.map(bot => bot.travel(HOPS)))
  say(`${HOPS} hops each`)

  await Promise.all(bots.map(bot => bot.wander()))
  const codes = await Promise.all(servers.map(server => server.stop('SIGTERM')))
  // The last packets of a process that ends may be lost: only a wrong reason is a fault.
  await Promise.all(bots.map(bot => kicked(bot.link, 'shutting down', true)))
  say(`servers stopped (${codes.join(', ')})`)
  return check(servers[0].store, bots.map(bot => bot.uuid))
}

/** Its players go to the other server, which gets their profiles when the dead server's lease is over. */
async function kill (victim) {
  const stranded = bots.filter(bot => bot.link.server === victim)
  const begun = performance.now()
  await victim.stop('SIGKILL')
  say(`${victim.name} killed with ${stranded.length} players on it`)
  const refuge = otherThan(victim)
  await Promise.all(stranded.map(async bot => {
    bot.at = '' // Steps since the last save are lost with the server.
    await bot.arrive(refuge)
    bot.hops++
    await bot.has([bot.item])
  }))
  say(`they are on ${refuge.name}, ${Math.round(performance.now() - begun)} ms after the kill`)
  await victim.start()
}

function percentile (p) {
  const sorted = [...times].sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))])
}

function conclude (saves) {
  prove(saves, bots)
  const { lost, duplicated, items } = judge(saves, bots)
  const right = lost === 0 && duplicated === 0 && items === bots.length && bots.every(bot => bot.hops === HOPS)
  const hops = bots.reduce((sum, bot) => sum + bot.hops, 0)
  say(`bots=${bots.length} hops=${hops} kills=1 items=${right ? 'exactly-one' : items} ` +
    `p50=${percentile(0.5)}ms p99=${percentile(0.99)}ms lost=${lost} duplicated=${duplicated}`)
  return right
}

async function main () {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-game-'))
  const limit = setTimeout(() => {
    console.error(`game: not done after ${LIMIT_MS / 1000} s; logs in ${folder}`)
    process.exit(1)
  }, LIMIT_MS)
  try {
    const right = conclude(await play(folder, Number(process.env.BOTS ?? 3)))
    clearTimeout(limit)
    if (right) fs.rmSync(folder, { recursive: true })
    process.exit(right ? 0 : 1)
  } catch (failure) {
    console.error(`game: ${failure.message}; logs in ${folder}`)
    process.exit(1)
  }
}

main()
