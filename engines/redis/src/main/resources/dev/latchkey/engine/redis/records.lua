-- The values of profiles and servers, field by field as the module engine.table writes them.
local TOKEN, OWNER, CLAIM, VERSION, WRITE, SEALED, SPENT, ASKS = 1, 2, 3, 4, 5, 6, 7, 8
local WANTED_SERVER, WANTED_CLAIM, WANTED_ASK = 9, 10, 11
local CREATED, UPDATED, SESSION, CONTESTED, ERASED = 12, 13, 14, 15, 16
local CODEC, SCHEMA, TEXT, BYTES, BY, KEPT, REVISIONS = 17, 18, 19, 20, 21, 22, 23
local NAME, BEAT, SINCE, LEASE_END, BURIED, TAKEN = 1, 2, 3, 4, 5, 6
local MAX_TOKEN = 9007199254740991
local MAX_SPENT = 8

local function number(value)
  return string.format('%.0f', value)
end

local function fields(line)
  local found = {}
  for field in string.gmatch(line .. '|', '([^|]*)|') do
    found[#found + 1] = field
  end
  return found
end

local function server_of(id)
  local line = id ~= '' and value('server', id)
  return line and fields(line) or nil
end

local function live(server, now)
  return server ~= nil and server[BURIED] == '' and (server[LEASE_END] == '' or now < tonumber(server[LEASE_END]))
end

local function name_of(id)
  local server = server_of(id)
  return server and server[NAME] or ''
end

local function display(id)
  local server = server_of(id)
  return server and server[NAME] .. ' ' .. id or id
end

local function is_spent(spent, claim)
  return string.find(',' .. spent .. ',', ',' .. claim .. ',', 1, true) ~= nil
end

local function spend(spent, claim)
  if claim == '' or is_spent(spent, claim) then
    return spent
  end
  local list = spent == '' and claim or spent .. ',' .. claim
  local _, commas = string.gsub(list, ',', ',')
  return commas < MAX_SPENT and list or string.gsub(list, '^[^,]*,', '', 1)
end

local function clear_wanted(profile, claim)
  if profile[WANTED_CLAIM] == claim then
    profile[WANTED_SERVER], profile[WANTED_CLAIM], profile[WANTED_ASK] = '', '', '0'
  end
end

local function copy(list)
  return { unpack(list) }
end

-- Who owns how many, who waits for how many, and which are wanted.
local function index(name, before, after)
  if before[OWNER] ~= after[OWNER] then
    if before[OWNER] ~= '' then
      add('owned', before[OWNER], -1)
    end
    if after[OWNER] ~= '' then
      add('owned', after[OWNER], 1)
    end
  end
  if before[WANTED_CLAIM] ~= after[WANTED_CLAIM] and before[WANTED_SERVER] ~= '' then
    add('waits', before[WANTED_SERVER], -1)
  end
  local wanted = after[WANTED_SERVER] ~= ''
  if before[WANTED_SERVER] ~= '' and before[OWNER] ~= '' and not (wanted and before[OWNER] == after[OWNER]) then
    remove('wanted/' .. before[OWNER], name)
  end
  if wanted and after[OWNER] ~= '' then
    put('wanted/' .. after[OWNER], name, table.concat({
      after[TOKEN], after[CLAIM], after[WANTED_SERVER], after[WANTED_CLAIM], after[WANTED_ASK]
    }, '|'))
  end
end

local function put_profile(name, before, after, body)
  put('profile', name, table.concat(after, '|'), body)
  index(name, before, after)
end

-- The session that was found is over.
local function ended(what, name, escaped, words, before, by, now)
  local moment = string.format('%019.0f', now) .. '-0000'
  local entry = table.concat({
    number(now), what, words, before[OWNER], by, '1', name_of(before[OWNER]), before[TOKEN], before[SESSION]
  }, '|')
  put('audit', moment .. ' ' .. name, entry)
  put('audit/' .. escaped, moment, entry)
end
