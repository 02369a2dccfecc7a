# Probes: a time zone is a file that is read once; the uses of one call are one finding.
import datetime
import zoneinfo
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Rome")


def local(moment: datetime.datetime, zone: str) -> datetime.datetime:
    return moment.astimezone(ZoneInfo(zone))  # SINK


async def of_a_user(zone: str):
    return ZoneInfo(zone)  # BLOCK: zoneinfo.ZoneInfo


async def of_a_user_or_default(zone: str):
    return zoneinfo.ZoneInfo(key=zone or "UTC")  # BLOCK: zoneinfo.ZoneInfo


async def below(zone: str):
    return local(datetime.datetime.now(), zone)  # BLOCK: zoneinfo.ZoneInfo


async def below_again(zone: str):
    return local(datetime.datetime.now(), zone)


async def anew(zone: str):
    return ZoneInfo.no_cache(zone)  # BLOCK: zoneinfo.ZoneInfo.no_cache


async def named():
    return datetime.datetime.now(HOME), datetime.datetime.now(ZoneInfo("UTC"))


async def asked(zone: ZoneInfo):
    return zone.utcoffset(datetime.datetime.now()), zone.key
