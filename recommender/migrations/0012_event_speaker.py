"""Let the function that records one event also find whom an API token speaks for.

Then an event of the API is one round trip. Whose it is must be what the caller took it to be: for a
token that was revoked, ran out or speaks for another since, nothing is done and `added` is null.

The shopper's row is held until the event is committed: a merge that moves their events to an
account waits for it, as it does for batches, instead of leaving it behind.
"""

from importlib import import_module

from django.db import migrations

before = import_module("recommender.migrations.0009_event_record")

FUNCTION = """
CREATE FUNCTION recommender_event_record(
    lock_class integer, everybody integer, bucket integer, token text,
    new_id uuid, new_at timestamptz, new_received timestamptz, new_shopper uuid, new_item text,
    new_kind text, new_value double precision, new_context jsonb, wakes boolean,
    OUT added boolean, OUT owed uuid
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    account uuid;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(lock_class, everybody),
            pg_advisory_xact_lock(lock_class, bucket);
    IF token IS NULL THEN
        SELECT coalesce(s.merged_into_id, s.id) INTO account
        FROM recommender_shopper s WHERE s.id = new_shopper FOR KEY SHARE;
    ELSE
        SELECT coalesce(s.merged_into_id, s.id) INTO account
        FROM recommender_apitoken t JOIN recommender_shopper s ON s.id = t.shopper_id
        WHERE t.digest = token AND (t.expires_at IS NULL OR t.expires_at > now())
        FOR KEY SHARE OF s;
        IF account IS DISTINCT FROM new_shopper THEN
            RETURN;
        END IF;
    END IF;
    added := false;
    IF EXISTS (SELECT FROM recommender_event e WHERE e.id = new_id) THEN
        RETURN;
    END IF;
    IF account IS NULL THEN
        INSERT INTO recommender_shopper (id, place, tone, created_at)
        VALUES (new_shopper, '', '', now()) ON CONFLICT DO NOTHING;
        SELECT coalesce(s.merged_into_id, s.id) INTO account
        FROM recommender_shopper s WHERE s.id = new_shopper FOR KEY SHARE;
    END IF;
    INSERT INTO recommender_event
        (id, occurred_at, received_at, shopper_id, item_id, kind, value, context)
    VALUES (new_id, new_at, new_received, account, new_item, new_kind, new_value, new_context)
    ON CONFLICT DO NOTHING;
    added := FOUND;
    IF NOT added THEN
        RETURN;
    END IF;
    IF new_kind = 'like' THEN
        UPDATE recommender_control c SET revoked_at = new_received
        WHERE c.shopper_id = account AND c.item_id = new_item
          AND c.kind IN ('less_like', 'hide_item') AND c.revoked_at IS NULL;
    ELSIF new_kind IN ('dislike', 'hide') THEN
        INSERT INTO recommender_control
            (id, shopper_id, kind, item_id, event_id, name, value, created_at)
        SELECT gen_random_uuid(), account, told.control, new_item, new_id, '', 1.0, new_received
        FROM (SELECT CASE new_kind WHEN 'dislike' THEN 'less_like' ELSE 'hide_item' END) AS
             told(control)
        WHERE NOT EXISTS (
            SELECT FROM recommender_control c
            WHERE c.shopper_id = account AND c.item_id = new_item AND c.kind = told.control
              AND c.revoked_at IS NULL
        );
    END IF;
    IF wakes THEN
        INSERT INTO recommender_owedrefresh AS o (shopper_id, owed_since) VALUES (account, now())
        ON CONFLICT (shopper_id) DO UPDATE SET owed_since = EXCLUDED.owed_since
        WHERE o.leased_until IS NOT NULL
        RETURNING o.shopper_id INTO owed;
    END IF;
END $$;
"""
BACK = """
DROP FUNCTION recommender_event_record(
    integer, integer, integer, text, uuid, timestamptz, timestamptz, uuid, text, text,
    double precision, jsonb, boolean
);
"""


class Migration(migrations.Migration):
    """Put the new function in place of the old one."""

    dependencies = [("recommender", "0011_pair_buyers")]

    operations = [migrations.RunSQL(before.BACK + FUNCTION, BACK + before.FUNCTION)]
