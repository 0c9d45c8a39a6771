-- Copyright (c) 2026, webex.wholesale contributors
-- GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The state. Ids are bare UUIDs, moments are seconds since 1970, `doc` holds as JSON what is never searched for.

CREATE TABLE IF NOT EXISTS token (
  value TEXT PRIMARY KEY,
  scopes TEXT NOT NULL,
  person TEXT NOT NULL,
  expires_at REAL NOT NULL
);

CREATE TABLE IF NOT EXISTS org (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  language TEXT,
  managed INTEGER NOT NULL,
  needs_approval INTEGER NOT NULL DEFAULT 0,
  invite_emails INTEGER NOT NULL DEFAULT 1,
  created REAL NOT NULL,
  modified REAL NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE IF NOT EXISTS sub_partner (
  org TEXT PRIMARY KEY,
  subscription TEXT NOT NULL,
  state TEXT NOT NULL,
  created REAL NOT NULL,
  billing_start REAL NOT NULL
);

CREATE TABLE IF NOT EXISTS tag (
  org TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  PRIMARY KEY (org, name)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS partner_admin (
  org TEXT NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (org, person)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS template (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  provisioning TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  doc TEXT NOT NULL,
  created REAL NOT NULL,
  modified REAL NOT NULL
);

CREATE TABLE IF NOT EXISTS customer (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  external_id TEXT NOT NULL UNIQUE,
  org TEXT UNIQUE,
  sub_partner TEXT,
  status TEXT NOT NULL,
  primary_email TEXT COLLATE NOCASE,
  doc TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS customer_list ON customer (sub_partner, seq);
CREATE INDEX IF NOT EXISTS customer_status ON customer (status, seq);
CREATE INDEX IF NOT EXISTS customer_email ON customer (primary_email);

CREATE TABLE IF NOT EXISTS license (
  id TEXT PRIMARY KEY,
  org TEXT NOT NULL,
  package TEXT NOT NULL,
  total INTEGER NOT NULL,
  UNIQUE (org, package)
);

CREATE TABLE IF NOT EXISTS location (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  org TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  calling INTEGER NOT NULL DEFAULT 0,
  prefix TEXT,
  main_number TEXT,
  pstn TEXT,
  doc TEXT NOT NULL,
  UNIQUE (org, name)
);
CREATE INDEX IF NOT EXISTS location_list ON location (org, seq);

CREATE TABLE IF NOT EXISTS person (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  org TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE COLLATE NOCASE,
  display_name TEXT NOT NULL COLLATE NOCASE,
  location TEXT,
  extension TEXT,
  distinctive_ring INTEGER NOT NULL DEFAULT 0,
  doc TEXT NOT NULL,
  created REAL NOT NULL,
  modified REAL NOT NULL,
  UNIQUE (location, extension)
);
CREATE INDEX IF NOT EXISTS person_list ON person (org, seq);
CREATE INDEX IF NOT EXISTS person_name ON person (org, display_name);
CREATE INDEX IF NOT EXISTS person_location ON person (location, seq);

CREATE TABLE IF NOT EXISTS person_license (
  person TEXT NOT NULL,
  license TEXT NOT NULL,
  PRIMARY KEY (person, license)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS license_use ON person_license (license);

CREATE TABLE IF NOT EXISTS subscriber (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  customer TEXT NOT NULL,
  person TEXT UNIQUE,
  email TEXT NOT NULL UNIQUE COLLATE NOCASE,
  package TEXT NOT NULL,
  status TEXT NOT NULL,
  parameters TEXT NOT NULL,
  created REAL NOT NULL,
  changed REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS subscriber_customer ON subscriber (customer, seq);
CREATE INDEX IF NOT EXISTS subscriber_package ON subscriber (customer, package);
CREATE INDEX IF NOT EXISTS subscriber_changed ON subscriber (changed, seq);
CREATE INDEX IF NOT EXISTS subscriber_created ON subscriber (created, seq);

CREATE TABLE IF NOT EXISTS number (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  value TEXT NOT NULL UNIQUE,
  org TEXT NOT NULL,
  location TEXT NOT NULL,
  state TEXT NOT NULL,
  type TEXT NOT NULL,
  usage TEXT NOT NULL,
  owner TEXT,
  kind TEXT,
  extension TEXT,
  ring TEXT
);
CREATE INDEX IF NOT EXISTS number_org ON number (org, seq);
CREATE INDEX IF NOT EXISTS number_location ON number (location, seq);
CREATE INDEX IF NOT EXISTS number_owner ON number (owner);

-- What can be called and is no person: features, virtual lines, workspaces; schedules too, which have no extension.
CREATE TABLE IF NOT EXISTS line (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  org TEXT NOT NULL,
  location TEXT,
  name TEXT NOT NULL COLLATE NOCASE,
  extension TEXT,
  doc TEXT NOT NULL,
  created REAL NOT NULL,
  UNIQUE (location, extension)
);
CREATE INDEX IF NOT EXISTS line_list ON line (org, kind, seq);
CREATE INDEX IF NOT EXISTS line_location ON line (location, kind, seq);

CREATE TABLE IF NOT EXISTS device (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  org TEXT NOT NULL,
  owner TEXT NOT NULL,
  mac TEXT UNIQUE,
  model TEXT NOT NULL,
  visible INTEGER NOT NULL,
  code TEXT,
  expires_at REAL,
  doc TEXT NOT NULL,
  created REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS device_list ON device (org, seq);
CREATE INDEX IF NOT EXISTS device_owner ON device (owner, seq);

-- The emergency callback number that a location, person or other line has chosen; `member` is whose it is.
CREATE TABLE IF NOT EXISTS emergency (
  id TEXT PRIMARY KEY,
  selected TEXT NOT NULL,
  member TEXT,
  doc TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS emergency_member ON emergency (member);

CREATE TABLE IF NOT EXISTS emergency_mail (
  id TEXT PRIMARY KEY,
  doc TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS job (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  org TEXT NOT NULL,
  person TEXT NOT NULL,
  status TEXT NOT NULL,
  exit_code TEXT NOT NULL,
  doc TEXT NOT NULL,
  created REAL NOT NULL,
  modified REAL NOT NULL
);

CREATE TABLE IF NOT EXISTS report (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL,
  type TEXT NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  sub_partner TEXT,
  status TEXT NOT NULL,
  content TEXT,
  errors TEXT,
  created REAL NOT NULL
);

CREATE TABLE IF NOT EXISTS work (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  due REAL NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS work_due ON work (due);
