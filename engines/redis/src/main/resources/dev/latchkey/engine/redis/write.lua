-- Arguments: number of checks; each: table, name, stamp ("" for no row); then changes: "p", table, name, value, "1" for
-- a body, body; "r", table, name; "a", table, name, amount. Replies 1 where all checks held and all was changed, else 0.
local at = 2
for _ = 1, tonumber(ARGV[1]) do
  if (redis.call('HGET', row_key(ARGV[at], ARGV[at + 1]), 's') or '') ~= ARGV[at + 2] then
    return 0
  end
  at = at + 3
end
while at <= #ARGV do
  local tab, name = ARGV[at + 1], ARGV[at + 2]
  if ARGV[at] == 'p' then
    put(tab, name, ARGV[at + 3], ARGV[at + 4] == '1' and ARGV[at + 5] or nil)
    at = at + 6
  elseif ARGV[at] == 'r' then
    remove(tab, name)
    at = at + 3
  else
    add(tab, name, ARGV[at + 3])
    at = at + 4
  end
end
return 1
