"""What stands in the report, in which order: the chapters, numbered as in print."""

from typing import Final

from kleinstadt.report.contents.chapters.landscape import LANDSCAPE
from kleinstadt.report.contents.chapters.living import LIVING
from kleinstadt.report.contents.chapters.room_to_act import ROOM_TO_ACT
from kleinstadt.report.contents.chapters.services import SERVICES
from kleinstadt.report.contents.chapters.strategies import STRATEGIES
from kleinstadt.report.contents.chapters.support import SUPPORT
from kleinstadt.report.contents.chapters.working import WORKING

SECTIONS: Final = (LANDSCAPE, LIVING, WORKING, SERVICES, ROOM_TO_ACT, STRATEGIES, SUPPORT)

ITEMS: Final = {item.id: item for section in SECTIONS for item in section.items}
