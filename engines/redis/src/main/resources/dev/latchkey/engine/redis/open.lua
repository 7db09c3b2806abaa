-- Arguments: server, claim, profile's name, the same escaped, its store and key as fields, "1" where it is a re-claim.
-- Grants a session that is free or was a buried server's, where no letter waits. Replies what it found, and "granted" or
-- "found" where it wrote nothing: the caller's rules say what either comes to. Or "mail": the long way is to be taken.
local server, claim, name, escaped, words, reclaim = unpack(ARGV)
local now = clock()
local found = redis.call('HMGET', row_key('profile', name), 'v')[1]
local own = value('server', server)
local profile = found and fields(found)
  or { '0', '', '', '0', '', '', '', '0', '', '', '0', number(now), number(now), number(now), '', '', '', '0', '', '0', '', '', '0' }
local owner = profile[OWNER] ~= '' and value('server', profile[OWNER])
local function reply(state, with_body)
  local body = with_body and redis.call('HGET', row_key('profile', name), 'b')
  return { state, number(now), found or '', body or '', own or '', owner or '' }
end

local recognised = profile[OWNER] == server and profile[CLAIM] == claim
local free = profile[OWNER] == '' or (owner and fields(owner)[BURIED] ~= '')
if not recognised and not free then
  return reply('found', false)
end
local mailbox = value('mailbox', name)
if mailbox and fields(mailbox)[2] ~= '0' then
  return { 'mail' }
end
if recognised or reclaim == '1' or not own or not live(fields(own), now) or is_spent(profile[SPENT], claim)
  or tonumber(profile[TOKEN]) >= MAX_TOKEN then
  return reply('found', true)
end
local result = reply('granted', true)
local after = copy(profile)
if profile[OWNER] ~= '' then
  after[SPENT] = spend(profile[SPENT], profile[CLAIM])
  ended('taken-over', name, escaped, words, profile, display(server), now)
end
after[TOKEN] = number(profile[TOKEN] + 1)
after[OWNER], after[CLAIM], after[SEALED], after[SESSION] = server, claim, profile[WRITE], number(now)
clear_wanted(after, claim)
put_profile(name, profile, after)
return result
