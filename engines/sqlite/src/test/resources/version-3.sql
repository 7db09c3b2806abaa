CREATE TABLE profile (
  id INTEGER PRIMARY KEY,
  store TEXT NOT NULL,
  key TEXT NOT NULL,
  token INTEGER NOT NULL,
  owner TEXT,
  claim TEXT,
  version INTEGER NOT NULL,
  write TEXT,
  sealed TEXT,
  spent TEXT NOT NULL,
  asks INTEGER NOT NULL,
  wanted_server TEXT,
  wanted_claim TEXT,
  wanted_ask INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  session_at INTEGER NOT NULL,
  erased INTEGER NOT NULL,
  contested_until INTEGER,
  codec TEXT,
  schema INTEGER,
  payload
, saved_by TEXT, audit INTEGER);
CREATE TABLE server (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  beat INTEGER NOT NULL,
  since INTEGER NOT NULL,
  lease_end INTEGER NOT NULL,
  buried_at INTEGER
);
CREATE TABLE taken (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  owner TEXT NOT NULL,
  store TEXT NOT NULL,
  key TEXT NOT NULL,
  token INTEGER NOT NULL,
  claim TEXT NOT NULL,
  how TEXT NOT NULL,
  taken_by TEXT NOT NULL
);
CREATE TABLE orphan (
  id INTEGER PRIMARY KEY,
  kept_at INTEGER NOT NULL,
  store TEXT NOT NULL,
  key TEXT NOT NULL,
  write TEXT NOT NULL UNIQUE,
  token INTEGER NOT NULL,
  claim TEXT NOT NULL,
  version INTEGER NOT NULL,
  server TEXT NOT NULL,
  reason TEXT NOT NULL,
  maybe_applied INTEGER NOT NULL,
  codec TEXT NOT NULL,
  schema INTEGER NOT NULL,
  payload NOT NULL
);
CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL);
CREATE TABLE letter (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  store TEXT NOT NULL,
  key TEXT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  sender TEXT NOT NULL,
  items TEXT NOT NULL,
  lifetime INTEGER,
  room INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  expires_at INTEGER,
  notify TEXT,
  codec TEXT NOT NULL,
  schema INTEGER NOT NULL,
  content
);
CREATE TABLE dead_letter (
  number INTEGER PRIMARY KEY,
  store TEXT NOT NULL,
  key TEXT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  sender TEXT NOT NULL,
  items TEXT NOT NULL,
  lifetime INTEGER,
  room INTEGER NOT NULL,
  died_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  never_waited INTEGER NOT NULL,
  codec TEXT NOT NULL,
  schema INTEGER NOT NULL,
  content
);
CREATE TABLE letter_settled (
  number INTEGER PRIMARY KEY,
  store TEXT NOT NULL,
  key TEXT NOT NULL,
  id TEXT NOT NULL,
  settled_at INTEGER NOT NULL
);
CREATE TABLE holding (
  item TEXT PRIMARY KEY,
  store TEXT NOT NULL,
  key TEXT NOT NULL,
  letter TEXT,
  since INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE item_move (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  item TEXT NOT NULL,
  from_store TEXT,
  from_key TEXT,
  from_letter TEXT,
  to_store TEXT,
  to_key TEXT,
  to_letter TEXT,
  moved_by TEXT NOT NULL
);
CREATE TABLE revision (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  store TEXT NOT NULL,
  key TEXT NOT NULL,
  token INTEGER NOT NULL,
  version INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,
  saved_by TEXT NOT NULL,
  occasion TEXT NOT NULL,
  kept_at INTEGER NOT NULL,
  codec TEXT NOT NULL,
  schema INTEGER NOT NULL,
  payload
);
CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  profile INTEGER,
  lost_by TEXT,
  done_by TEXT NOT NULL,
  name TEXT,
  token INTEGER,
  began INTEGER,
  before INTEGER
);
CREATE TABLE tag (
  store TEXT NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (store, key, name)
) WITHOUT ROWID;
CREATE UNIQUE INDEX profile_name ON profile (store, key);
CREATE INDEX profile_wanted ON profile (owner) WHERE wanted_ask IS NOT NULL;
CREATE INDEX taken_owner ON taken (owner);
CREATE INDEX orphan_profile ON orphan (store, key);
CREATE UNIQUE INDEX letter_id ON letter (store, key, id);
CREATE INDEX letter_expiry ON letter (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX letter_notify ON letter (notify) WHERE notify IS NOT NULL;
CREATE UNIQUE INDEX dead_letter_id ON dead_letter (store, key, id);
CREATE UNIQUE INDEX letter_settled_id ON letter_settled (store, key, id);
CREATE INDEX holding_place ON holding (store, key);
CREATE INDEX item_move_item ON item_move (item);
CREATE UNIQUE INDEX revision_state ON revision (store, key, version, token);
CREATE INDEX tag_value ON tag (store, name, value, key);
CREATE VIEW sessions AS
  SELECT p.store, p.key, s.name AS server, p.owner, p.token, p.version,
         datetime(p.session_at / 1000, 'unixepoch') AS since,
         datetime(p.updated_at / 1000, 'unixepoch') AS saved,
         length(p.payload) AS size
  FROM profile p LEFT JOIN server s ON s.id = p.owner
  WHERE p.owner IS NOT NULL;
CREATE VIEW past_sessions AS
  SELECT p.store, p.key, a.name AS server, a.lost_by AS owner, a.token,
         datetime(a.began / 1000, 'unixepoch') AS since,
         datetime(a.at / 1000, 'unixepoch') AS until, a.what, a.done_by
  FROM audit a JOIN profile p ON p.id = a.profile
  WHERE a.token IS NOT NULL;
INSERT INTO profile (id, store, key, token, owner, claim, version, write, sealed, spent, asks, wanted_server, wanted_claim, wanted_ask, created_at, updated_at, session_at, erased, contested_until, codec, schema, payload, saved_by, audit) VALUES (1, 'players', 'ada', 4, '0000000000000007000000000000aaaa', '0000000000000007000000000000c1a1', 12, '000000000000000700000000000e1201', '000000000000000700000000000e1101', '0000000000000007000000000000c001 0000000000000007000000000000c002', 2, '0000000000000007000000000000bbbb', '0000000000000007000000000000c003', 2, 1767225600000, 1767225610000, 1767225605000, 0, NULL, 'json', 3, '{"gold":7}', 'lobby 0000000000000007000000000000aaaa', 2);
INSERT INTO profile (id, store, key, token, owner, claim, version, write, sealed, spent, asks, wanted_server, wanted_claim, wanted_ask, created_at, updated_at, session_at, erased, contested_until, codec, schema, payload, saved_by, audit) VALUES (2, 'players', 'bob', 1, NULL, '0000000000000007000000000000c1b1', 1, '000000000000000700000000000e1202', NULL, '0000000000000007000000000000c1b1', 0, NULL, NULL, NULL, 1767225600000, 1767225610000, 1767225605000, 0, 1767225611000, 'bytes', 0, x'00FF10', NULL, 4);
INSERT INTO profile (id, store, key, token, owner, claim, version, write, sealed, spent, asks, wanted_server, wanted_claim, wanted_ask, created_at, updated_at, session_at, erased, contested_until, codec, schema, payload, saved_by, audit) VALUES (3, 'players', 'eve', 3, NULL, NULL, 5, '000000000000000700000000000e1203', NULL, '', 0, NULL, NULL, NULL, 1767225600000, 1767225610000, 1767225605000, 1, NULL, NULL, NULL, NULL, NULL, 1);
INSERT INTO server (id, name, beat, since, lease_end, buried_at) VALUES ('0000000000000007000000000000aaaa', 'lobby', 3, 1767225600000, 4102444800000, NULL);
INSERT INTO server (id, name, beat, since, lease_end, buried_at) VALUES ('0000000000000007000000000000bbbb', 'arena', 9, 1767225600000, 1767225615000, 1767225616000);
INSERT INTO taken (number, owner, store, key, token, claim, how, taken_by) VALUES (1, '0000000000000007000000000000aaaa', 'players', 'eve', 2, '0000000000000007000000000000c1e1', 'erased', 'tom');
INSERT INTO orphan (id, kept_at, store, key, write, token, claim, version, server, reason, maybe_applied, codec, schema, payload) VALUES (1, 1767225610000, 'players', 'ada', '000000000000000700000000000e1299', 3, '0000000000000007000000000000c002', 11, '0000000000000007000000000000bbbb', 'the session was stolen', 1, 'json', 3, '{"gold":8}');
INSERT INTO letter (number, store, key, id, type, sender, items, lifetime, room, sent_at, expires_at, notify, codec, schema, content) VALUES (1, 'players', 'bob', 'm1', 'gift', 'ada', '["sword"]', NULL, 9, 1767225610000, NULL, NULL, 'json', 0, '{}');
INSERT INTO letter_settled (number, store, key, id, settled_at) VALUES (1, 'players', 'bob', 'm0', 1767225610000);
INSERT INTO holding (item, store, key, letter, since) VALUES ('sword', 'players', 'bob', 'm1', 1767225610000);
INSERT INTO item_move (number, at, item, from_store, from_key, from_letter, to_store, to_key, to_letter, moved_by) VALUES (1, 1767225610000, 'sword', NULL, NULL, NULL, 'players', 'bob', 'm1', 'lobby');
INSERT INTO revision (number, store, key, token, version, saved_at, saved_by, occasion, kept_at, codec, schema, payload) VALUES (1, 'players', 'ada', 4, 10, 1767225606000, 'lobby', 'session', 1767225607000, 'json', 3, '{"gold":5}');
INSERT INTO audit (number, at, what, profile, lost_by, done_by, name, token, began, before) VALUES (1, 1767225610000, 'erased', 3, NULL, 'tom', NULL, NULL, NULL, NULL);
INSERT INTO audit (number, at, what, profile, lost_by, done_by, name, token, began, before) VALUES (2, 1767225611000, 'stolen', 1, '0000000000000007000000000000bbbb', 'lobby 0000000000000007000000000000aaaa', NULL, NULL, NULL, NULL);
INSERT INTO audit (number, at, what, profile, lost_by, done_by, name, token, began, before) VALUES (3, 1767225616000, 'buried', NULL, '0000000000000007000000000000bbbb', 'lobby 0000000000000007000000000000aaaa', NULL, NULL, NULL, NULL);
INSERT INTO audit (number, at, what, profile, lost_by, done_by, name, token, began, before) VALUES (4, 1767225620000, 'released', 2, '0000000000000007000000000000aaaa', 'lobby 0000000000000007000000000000aaaa', 'lobby', 1, 1767225605000, NULL);
INSERT INTO tag (store, key, name, value) VALUES ('players', 'ada', 'user', '7f3a');
PRAGMA application_id = 1282106745;
PRAGMA user_version = 3;
