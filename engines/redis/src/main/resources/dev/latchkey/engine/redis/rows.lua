-- A row is a hash: v its value, s its stamp, b its body. Each table has a sorted set of its rows' names.
-- KEYS[1] is the store's prefix; all its keys are in that one's slot.
local prefix = KEYS[1]
local stamp

local function row_key(tab, name)
  return prefix .. ':' .. tab .. '|' .. name
end

-- One for all that a script changes, drawn by its first change.
local function next_stamp()
  stamp = stamp or string.format('%.0f', redis.call('INCR', prefix .. '|stamps'))
  return stamp
end

local function value(tab, name)
  return redis.call('HGET', row_key(tab, name), 'v')
end

local function put(tab, name, val, body)
  local key = row_key(tab, name)
  if redis.call('HSET', key, 'v', val, 's', next_stamp()) > 0 then
    redis.call('ZADD', prefix .. ':' .. tab, 0, name)
  end
  if body == '' then
    redis.call('HDEL', key, 'b')
  elseif body then
    redis.call('HSET', key, 'b', body)
  end
end

local function remove(tab, name)
  next_stamp()
  if redis.call('DEL', row_key(tab, name)) > 0 then
    redis.call('ZREM', prefix .. ':' .. tab, name)
  end
end

local function add(tab, name, amount)
  local key = row_key(tab, name)
  local stamped = next_stamp()
  redis.call('HINCRBY', key, 'v', amount)
  if redis.call('HSET', key, 's', stamped) > 0 then
    redis.call('ZADD', prefix .. ':' .. tab, 0, name)
  end
end
