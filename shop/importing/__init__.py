"""Real catalogues and histories in: plain CSV and JSON Lines, and two public layouts.

Rows stream from the reader of a format (`formats`) to a writer (`catalog_write`, `events_write`)
in batches. A bad row is counted and said by number and reason (`tally`); the rest goes in. Ids are
made from the source and the row's own key, so a second import changes nothing. See
`docs/importing.md`.
"""
