-- One write that does nothing beside its record. Arguments: its id, its server; profile's name, the same escaped, its
-- store and key as fields; token, claim, version of the fence; "1" for a payload, its codec, schema, "1" for text, length,
-- bytes; then "keep", "release" or "hand-off" with server, claim and the highest ask heard of.
-- Replies "refused" and what it found, or "applied", token, version, and who was handed the session.
local write, server, name, escaped, words = unpack(ARGV, 1, 5)
local what, to, to_claim, heard = unpack(ARGV, 14, 17)
local found = value('profile', name)
local profile = found and fields(found)
if not profile or profile[TOKEN] ~= ARGV[6] or profile[CLAIM] ~= ARGV[7] or profile[VERSION] ~= ARGV[8] then
  return { 'refused', found or '' }
end
local now = clock()
local after = copy(profile)
after[VERSION], after[WRITE], after[UPDATED] = number(profile[VERSION] + 1), write, number(now)
if profile[CONTESTED] == '*' then
  after[CONTESTED] = ''
end
if what ~= 'keep' then
  after[OWNER], after[SPENT] = '', spend(profile[SPENT], profile[CLAIM])
end
if what == 'hand-off' then
  if profile[WANTED_SERVER] ~= '' and tonumber(profile[WANTED_ASK]) > tonumber(heard) then
    to, to_claim = profile[WANTED_SERVER], profile[WANTED_CLAIM]
  end
  if live(server_of(to), now) and not is_spent(after[SPENT], to_claim) and tonumber(profile[TOKEN]) < MAX_TOKEN then
    after[TOKEN], after[SEALED], after[SESSION] = number(profile[TOKEN] + 1), write, number(now)
    after[OWNER], after[CLAIM] = to, to_claim
    clear_wanted(after, to_claim)
  end
end
local body
if ARGV[9] == '1' then
  after[CODEC], after[SCHEMA], after[TEXT], after[BYTES], after[ERASED] = '=' .. ARGV[10], ARGV[11], ARGV[12], ARGV[13], ''
  after[BY] = display(server)
  body = ARGV[18]
end
if profile[OWNER] ~= '' and after[OWNER] == '' then
  ended('released', name, escaped, words, profile, display(server), now)
elseif profile[OWNER] ~= '' and after[TOKEN] ~= profile[TOKEN] then
  ended('handed-over', name, escaped, words, profile, display(after[OWNER]), now)
end
put_profile(name, profile, after, body)
if what ~= 'hand-off' or after[OWNER] == '' then
  return { 'applied', after[TOKEN], after[VERSION] }
end
return { 'applied', after[TOKEN], after[VERSION], after[OWNER], after[CLAIM] }
