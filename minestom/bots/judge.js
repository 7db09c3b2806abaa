// What of the bots' progress is lost or doubled in the store.
'use strict'

/** Compares the store's saves, by UUID, with what the bots were told was durable. */
function judge (saves, bots) {
  const all = [...saves.values()].flatMap(save => save.items)
  let lost = 0
  let duplicated = 0
  for (const bot of bots) {
    const save = saves.get(bot.uuid) ?? { visits: 0, at: '', items: [] }
    lost += (save.items.includes(bot.item) ? 0 : 1) + Math.max(0, bot.visits - save.visits)
    lost += save.at === bot.at ? 0 : 1
    duplicated += Math.max(0, all.filter(item => item === bot.item).length - 1) + Math.max(0, save.visits - bot.visits)
  }
  return { lost, duplicated, items: all.length }
}

/** Fails unless the judge sees a lost item, a doubled one, a lost visit and a lost step that are planted in what it is given. */
function prove (saves, bots) {
  const [uuid, save] = [...saves][0]
  const { lost, duplicated } = judge(saves, bots)
  const planted = other => judge(new Map(saves).set(uuid, { ...save, ...other }), bots)
  const item = bots[0].item
  const alive = planted({ items: [] }).lost > lost &&
    planted({ items: [...save.items, item] }).duplicated > duplicated &&
    planted({ visits: -1 }).lost > lost &&
    planted({ at: 'nowhere' }).lost > lost
  if (!alive) throw new Error('the check of the store does not see planted faults')
}

module.exports = { judge, prove }
