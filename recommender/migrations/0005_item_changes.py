"""A log of changed items and vectors, so that a web process reads what changed and nothing else.

Triggers write it, whoever changes an item. A column on the items themselves would have to be
indexed, and every refresh of an item's counts would then touch all of its indexes.
"""

from django.db import migrations

TABLE = """
CREATE TABLE recommender_itemchange (
    changed bigint NOT NULL,
    item_id varchar(64) NOT NULL,
    vectors boolean NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX item_change_newest ON recommender_itemchange (changed);
CREATE FUNCTION recommender_item_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO recommender_itemchange (changed, item_id, vectors)
        VALUES (pg_current_xact_id()::text::bigint, '', true);
    ELSE
        INSERT INTO recommender_itemchange (changed, item_id, vectors)
        SELECT pg_current_xact_id()::text::bigint, moved.item_id, TG_ARGV[0]::boolean FROM moved;
    END IF;
    RETURN NULL;
END $$;
"""

EACH = """
CREATE TRIGGER tell_added AFTER INSERT ON {table} REFERENCING NEW TABLE AS moved
FOR EACH STATEMENT EXECUTE FUNCTION recommender_item_changed({vectors});
CREATE TRIGGER tell_changed AFTER UPDATE ON {table} REFERENCING NEW TABLE AS moved
FOR EACH STATEMENT EXECUTE FUNCTION recommender_item_changed({vectors});
CREATE TRIGGER tell_removed AFTER DELETE ON {table} REFERENCING OLD TABLE AS moved
FOR EACH STATEMENT EXECUTE FUNCTION recommender_item_changed({vectors});
CREATE TRIGGER tell_emptied AFTER TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION recommender_item_changed({vectors});
"""

BACK = """
DROP TRIGGER tell_added ON {table};
DROP TRIGGER tell_changed ON {table};
DROP TRIGGER tell_removed ON {table};
DROP TRIGGER tell_emptied ON {table};
"""

TABLES = {"recommender_item": "false", "recommender_itemvector": "true"}


class Migration(migrations.Migration):
    """Add the log, empty, and what writes it."""

    dependencies = [("recommender", "0004_shoppertrust")]

    operations = [
        migrations.RunSQL(
            TABLE, "DROP FUNCTION recommender_item_changed(); DROP TABLE recommender_itemchange;"
        ),
        *(
            migrations.RunSQL(EACH.format(table=table, vectors=vectors), BACK.format(table=table))
            for table, vectors in TABLES.items()
        ),
    ]
