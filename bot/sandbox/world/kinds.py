"""Every kind of record by its class's name, the form in which the store keeps it."""

from bot.sandbox.world import boards, items, records
from bot.sandbox.world.records import Record

CLASSES: dict[str, type[Record]] = {
    kind.__name__: kind
    for module in (records, items, boards)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Record)
}
