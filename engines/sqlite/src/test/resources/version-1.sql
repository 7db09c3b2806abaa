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
);
CREATE UNIQUE INDEX profile_name ON profile (store, key);
CREATE INDEX profile_wanted ON profile (owner) WHERE wanted_ask IS NOT NULL;
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
CREATE INDEX taken_owner ON taken (owner);
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
CREATE INDEX orphan_profile ON orphan (store, key);
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  store TEXT,
  key TEXT,
  lost_by TEXT,
  done_by TEXT NOT NULL
);
CREATE INDEX audit_profile ON audit (store, key);
CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL);
CREATE VIEW sessions AS
  SELECT p.store, p.key, s.name AS server, p.owner, p.token, p.version,
         datetime(p.session_at / 1000, 'unixepoch') AS since,
         datetime(p.updated_at / 1000, 'unixepoch') AS saved,
         length(p.payload) AS size
  FROM profile p LEFT JOIN server s ON s.id = p.owner
  WHERE p.owner IS NOT NULL;
INSERT INTO server VALUES ('0000000000000007000000000000aaaa', 'lobby', 3, 1767225600000, 4102444800000, NULL);
INSERT INTO server VALUES ('0000000000000007000000000000bbbb', 'arena', 9, 1767225600000, 1767225615000, 1767225616000);
INSERT INTO profile VALUES (1, 'players', 'ada', 4, '0000000000000007000000000000aaaa', '0000000000000007000000000000c1a1', 12, '000000000000000700000000000e1201', '000000000000000700000000000e1101', '0000000000000007000000000000c001 0000000000000007000000000000c002', 2, '0000000000000007000000000000bbbb', '0000000000000007000000000000c003', 2, 1767225600000, 1767225610000, 1767225605000, 0, NULL, 'json', 3, '{"gold":7}');
INSERT INTO profile VALUES (2, 'players', 'bob', 1, NULL, '0000000000000007000000000000c1b1', 1, '000000000000000700000000000e1202', NULL, '0000000000000007000000000000c1b1', 0, NULL, NULL, NULL, 1767225600000, 1767225610000, 1767225605000, 0, 1767225611000, 'bytes', 0, x'00FF10');
INSERT INTO profile VALUES (3, 'players', 'eve', 3, NULL, NULL, 5, '000000000000000700000000000e1203', NULL, '', 0, NULL, NULL, NULL, 1767225600000, 1767225610000, 1767225605000, 1, NULL, NULL, NULL, NULL);
INSERT INTO taken (owner, store, key, token, claim, how, taken_by) VALUES ('0000000000000007000000000000aaaa', 'players', 'eve', 2, '0000000000000007000000000000c1e1', 'erased', 'tom');
INSERT INTO orphan VALUES (1, 1767225610000, 'players', 'ada', '000000000000000700000000000e1299', 3, '0000000000000007000000000000c002', 11, '0000000000000007000000000000bbbb', 'the session was stolen', 1, 'json', 3, '{"gold":8}');
INSERT INTO audit (at, what, store, key, lost_by, done_by) VALUES (1767225610000, 'erased', 'players', 'eve', NULL, 'tom');
PRAGMA application_id = 1282106745;
PRAGMA user_version = 1;
