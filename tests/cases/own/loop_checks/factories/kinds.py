import enum


class Kind(str, enum.Enum):
    SLOW = "slow"
    QUICK = "quick"
    SPECIAL = "special"
