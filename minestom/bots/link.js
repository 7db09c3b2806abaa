// One connection of a bot to a server: what it has seen there, and waiting for what it is to see.
'use strict'

const mc = require('minecraft-protocol')

const VERSION = '26.1'
const PATIENCE_MS = 40_000
const ON_GROUND = { onGround: true, hasHorizontalCollision: false }

class Link {
  constructor (name, server) {
    this.server = server
    this.slots = new Map()
    this.said = []
    this.visit = 0
    this.ended = false
    this.reason = ''
    this.error = ''
    this.spawn = ''
    this.loggedIn = false
    this.transfer = null
    this.waiting = new Set()
    this.begun = performance.now()
    this.client = mc.createClient({ host: '127.0.0.1', port: server.port, username: name, version: VERSION, hideErrors: true })
    this.uuid = this.client.uuid
    this.listen()
  }

  listen () {
    const on = (event, seen) => this.client.on(event, packet => {
      seen(packet)
      this.look()
    })
    on('success', () => { this.loggedIn = true })
    on('position', packet => this.placed(packet))
    on('chunk_batch_finished', () => this.client.write('chunk_batch_received', { chunksPerTick: 20 }))
    on('window_items', packet => packet.items.forEach((item, slot) => this.slots.set(slot, idOf(item))))
    on('set_slot', packet => this.slots.set(packet.slot, idOf(packet.item)))
    on('set_player_inventory', packet => this.slots.set(playerSlot(packet.slotId), idOf(packet.contents)))
    on('system_chat', packet => this.hear(textOf(packet.content)))
    on('transfer', packet => { this.transfer = packet })
    on('kick_disconnect', packet => { this.reason = textOf(packet.reason) })
    on('disconnect', packet => { this.reason = textOf(packet.reason) })
    on('error', error => { this.error = String(error.message) })
    on('end', () => { this.ended = true })
  }

  placed (packet) {
    this.client.write('teleport_confirm', { teleportId: packet.teleportId })
    if (this.spawn !== '') return
    this.client.write('player_loaded', {})
    this.spawn = `${packet.x} ${packet.z}`
  }

  hear (text) {
    this.said.push(text)
    if (text.startsWith('visit ')) this.visit = Number(text.slice(6))
  }

  /** The ids of the items that the client sees in its inventory. */
  items () {
    return [...this.slots.values()].filter(id => id !== '').sort()
  }

  walk (place) {
    this.client.write('position', { ...place, flags: ON_GROUND })
  }

  dropHeld () {
    this.client.write('block_dig', { status: 3, location: { x: 0, y: 0, z: 0 }, face: 0, sequence: 0 })
  }

  say (text) {
    this.client.chat(text)
  }

  leave () {
    if (!this.ended) this.client.end('bye')
  }

  look () {
    for (const check of this.waiting) check()
  }

  /** Done when the condition holds; fails where the connection ends before, or after a while. */
  until (what, condition, alsoEnded = false) {
    return new Promise((resolve, reject) => {
      const fail = why => {
        stop()
        reject(new Error(`${this.client.username} on ${this.server.name}: no ${what}: ${why}; heard: ${this.said.slice(-3).join(' | ')}; has: ${this.items()}`))
      }
      const timer = setTimeout(() => fail('too late'), PATIENCE_MS)
      const stop = () => {
        clearTimeout(timer)
        this.waiting.delete(check)
      }
      const check = () => {
        if (condition()) {
          stop()
          resolve()
        } else if (this.ended && !alsoEnded) {
          fail(`disconnected (${this.reason || this.error})`)
        }
      }
      this.waiting.add(check)
      check()
    })
  }
}

/** The id of the example's items, '?' for a foreign item, '' for none. */
function idOf (item) {
  if (!item.itemCount) return ''
  const custom = (item.components ?? []).find(component => component.type === 'custom_data')
  const id = custom?.data?.value?.id?.value ?? '?'
  return item.itemCount === 1 ? id : `${item.itemCount} of ${id}`
}

/** Slot numbers of the inventory packet put the hotbar first, those of the window put it last. */
function playerSlot (slot) {
  return slot < 9 ? slot + 36 : slot
}

/** The plain text of a chat component: a string, or its field text. */
function textOf (nbt) {
  const value = nbt?.value
  return typeof value === 'string' ? value : String(value?.text?.value ?? '')
}

module.exports = { Link }
