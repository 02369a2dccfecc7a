"""The rules, one file each; `RULES` is the registry that one can read."""

from loopguard.rules import (
    lg001_unparsable_file,
    lg002_unused_suppression,
    lg101_blocking_sleep,
    lg102_blocking_http,
    lg103_blocking_database,
    lg104_blocking_subprocess,
    lg105_blocking_file_io,
    lg106_blocking_network,
    lg107_blocking_sdk,
    lg108_blocking_wait,
    lg109_blocking_input,
    lg110_nested_event_loop,
    lg111_blocking_messaging,
    lg112_lock_held_across_await,
    lg113_blocking_import,
    lg120_cpu_bound,
)
from loopguard.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    lg001_unparsable_file.RULE,
    lg002_unused_suppression.RULE,
    lg101_blocking_sleep.RULE,
    lg102_blocking_http.RULE,
    lg103_blocking_database.RULE,
    lg104_blocking_subprocess.RULE,
    lg105_blocking_file_io.RULE,
    lg106_blocking_network.RULE,
    lg107_blocking_sdk.RULE,
    lg108_blocking_wait.RULE,
    lg109_blocking_input.RULE,
    lg110_nested_event_loop.RULE,
    lg111_blocking_messaging.RULE,
    lg112_lock_held_across_await.RULE,
    lg113_blocking_import.RULE,
    lg120_cpu_bound.RULE,
)
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}

__all__ = ["BY_CODE", "RULES", "Rule"]
