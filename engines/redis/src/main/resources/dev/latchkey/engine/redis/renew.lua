-- Arguments: server, beat, lease in microseconds. Renews where there is nothing to tell. Replies "renewed" and the beat,
-- "moved" and the beat, "gone", or "news": the long way is to be taken.
local id, beat, lease = unpack(ARGV)
local server = server_of(id)
if not server or server[BURIED] ~= '' then
  return { 'gone' }
end
if server[BEAT] ~= beat then
  return { 'moved', server[BEAT] }
end
for _, kind in ipairs({ 'wanted/', 'taken/', 'news/' }) do
  if redis.call('EXISTS', prefix .. ':' .. kind .. id) == 1 then
    return { 'news' }
  end
end
local now = clock()
if server[LEASE_END] ~= '' and now >= tonumber(server[LEASE_END]) then
  server[SINCE] = number(now)
end
server[BEAT] = number(server[BEAT] + 1)
server[LEASE_END] = number(now + lease)
put('server', id, table.concat(server, '|'))
return { 'renewed', server[BEAT] }
