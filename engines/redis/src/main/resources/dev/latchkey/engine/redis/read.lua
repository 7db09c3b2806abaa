-- Arguments: "g", table, name, "1" for the body; or "s", table, from, before, limit, "1" for backwards.
local function get(tab, name, body)
  local key = row_key(tab, name)
  if body == '1' then
    local found = redis.call('HMGET', key, 'v', 's', 'b')
    return found[1] and { found[1], found[2], found[3] or '' } or {}
  end
  local found = redis.call('HMGET', key, 'v', 's')
  return found[1] and { found[1], found[2] } or {}
end

local function scan(tab, from, before, limit, backwards)
  local low = from == '' and '-' or '[' .. from
  local high = before == '' and '+' or '(' .. before
  local names
  if backwards == '1' then
    names = redis.call('ZREVRANGEBYLEX', prefix .. ':' .. tab, high, low, 'LIMIT', 0, limit)
  else
    names = redis.call('ZRANGEBYLEX', prefix .. ':' .. tab, low, high, 'LIMIT', 0, limit)
  end
  local rows = {}
  for _, name in ipairs(names) do
    local found = redis.call('HMGET', row_key(tab, name), 'v', 's')
    rows[#rows + 1] = name
    rows[#rows + 1] = found[1]
    rows[#rows + 1] = found[2]
  end
  return rows
end

local replies = { string.format('%.0f', clock()) }
local at = 1
while at <= #ARGV do
  if ARGV[at] == 'g' then
    replies[#replies + 1] = get(ARGV[at + 1], ARGV[at + 2], ARGV[at + 3])
    at = at + 4
  else
    replies[#replies + 1] = scan(ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], ARGV[at + 5])
    at = at + 6
  end
end
return replies
