"""The generated parts of docs/edition.md: the tables of the embedded edition, and their vintages."""

from kleinstadt.edition.edition import Edition
from kleinstadt.edition.store import MANIFEST, embedded_path
from tools.docs.markdown import span, table


def tables(opened: Edition) -> str:
    """One row a table: its columns, rows and size."""
    rows = [
        (f"`{found['path']}`", _columns(found), f"{found['rows']:,}", f"{found['bytes'] / 1e6:.2f}")
        for found in opened.store.manifest["resources"]
    ]
    total = sum(found["bytes"] for found in opened.store.manifest["resources"])
    total += (embedded_path() / MANIFEST).stat().st_size
    shown = table(("file", "columns", "rows", "MB"), rows)
    return f"{shown}\n\nWith the manifest {total / 1e6:.1f} MB in all."


def _columns(resource: dict[str, object]) -> str:
    schema = resource["schema"]
    fields = schema["fields"] if isinstance(schema, dict) else []
    return ", ".join(f"`{field['name']}`" for field in fields)


def vintages(opened: Edition) -> str:
    """One row a variable of the fact table: its sources and periods."""
    rows = []
    for name, entry in opened.store.variables.items():
        listed = entry["vintages"]
        sources = ", ".join(f"`{source}`" for source in sorted({row["source"] for row in listed}))
        levels = ", ".join(dict.fromkeys(row["level"] for row in listed))
        rows.append((f"`{name}`", span(row["period"] for row in listed), levels, sources))
    return table(("variable", "periods", "levels", "source"), rows)
