"""Loads a list of shipments into SQLite, and prints how many seconds that took.

It is what the import is held against: durable, in batches of a thousand rows, with the lookups that a list of
shipments needs: for each customer and for all, by ETD, ETA and last change within a status, and by the beginning of
every word and number. Nothing is checked, published or recorded.
"""
import csv
import json
import os
import re
import sqlite3
import sys
import tempfile
import time

BATCH = 1000
SEARCHED = ("shipment", "hbl", "mbl", "booking", "po", "container", "seal", "carrier", "vessel", "voyage", "pol", "pod")


def words(row):
    texts = [row.get(name, "").lower() for name in SEARCHED]
    found = {re.sub(r"\W", "", text) for text in texts}
    for text in texts:
        found.update(re.findall(r"\w+", text))
    return found - {""}


def lay_out(db):
    db.executescript("""
        pragma journal_mode = wal; pragma synchronous = full;
        create table shipment (ref text primary key, partner text, status text, etd text, eta text, changed real, body text);
        create table word (partner text, text text, ref text, primary key (partner, text, ref)) without rowid;
        create index word_of_all on word (text, ref);
    """)
    for order in ("etd", "eta", "changed"):
        db.execute(f"create index {order}_of_partner on shipment (partner, status, {order}, ref)")
        db.execute(f"create index {order}_of_all on shipment (status, {order}, ref)")


def put(db, rows):
    with db:
        for row in rows:
            ref, partner = row["shipment"], row["partner"]
            known = db.execute("select body from shipment where ref = ?", (ref,)).fetchone()
            if known:
                db.execute("delete from word where ref = ?", (ref,))
            db.execute("insert or replace into shipment values (?, ?, ?, ?, ?, ?, ?)", (
                ref, partner, row["status"], row["etd"], row["eta"], time.time(), json.dumps(row)))
            db.executemany("insert or ignore into word values (?, ?, ?)", [(partner, text, ref) for text in words(row)])


def main():
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, open(sys.argv[1], encoding="utf-8") as file:
        db = sqlite3.connect(os.path.join(folder, "list.db"))
        lay_out(db)
        batch = []
        for row in csv.DictReader(file):
            batch.append(row)
            if len(batch) == BATCH:
                put(db, batch)
                batch = []
        put(db, batch)
        db.close()
    print(time.monotonic() - start)


if __name__ == "__main__":
    main()
