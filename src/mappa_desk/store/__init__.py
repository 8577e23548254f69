"""The encrypted vault: key, engine, tables, queries, migrations, audit chain. No Qt, no documents."""
