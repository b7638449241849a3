"""What parsers give back fits the tables that the build puts together."""

from dataclasses import fields

from kleinstadt.sources.reading.tables import SCHEMAS, Reading


def test_every_table_of_a_reading_has_its_columns_under_the_same_name() -> None:
    assert [field.name for field in fields(Reading) if field.name not in SCHEMAS] == []
