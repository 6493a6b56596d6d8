"""The outermost edge of the command line: every error is one clear line and an exit status.

Status 1: it cannot be done. Status 2: the command was not written rightly.
"""

import logging
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from domain.errors import BadInput, DujiError
from domain.plain_text import CONTROL_CHARACTER, is_plain_text
from sync_server.data.engine import CommitFailed
from sync_server.edge.collector import collect_seldom
from sync_server.files.durable import is_disk_full

CANNOT, USAGE = 1, 2
INTERRUPTED = 130
_LOG = logging.getLogger("duji.cli")

# What happens deep below, for the person at the keyboard.
_BY_CODE = {
    "disk_full": "磁盘已满，没有做完；已经写好的都在。请腾出空间，再运行一次。",
    "io_error": "磁盘读写出错，没有做完；已经写好的都在。请先检查磁盘，再运行一次。",
    "database_busy": "数据库正忙，另一个程序在写。请稍等再运行一次。",
    "database_gone": "连不上数据库。请检查 DUJI_DATABASE_URL 和数据库是否在运行。",
    "other_log_key": "密钥文件不是这本日志的密钥。请放回原来的 log.key。",
}


class Commands(TyperGroup):
    """The group of all commands, with the project's own way of ending badly."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command; ends the process unless ``standalone_mode`` is False."""
        collect_seldom()
        named = {"prog_name": prog_name or "duji", "complete_var": complete_var, **extra}
        status = self._status(args, named | {"windows_expand_args": windows_expand_args})
        if standalone_mode:
            sys.exit(status)
        return status

    def _status(self, args: Sequence[str] | None, named: dict[str, Any]) -> int:
        try:
            _refuse_control_characters(sys.argv[1:] if args is None else args)
            answer = super().main(args, standalone_mode=False, **named)
        except (DujiError, CommitFailed) as error:
            say_problem(_words(error))
            return CANNOT
        except TyperException as error:
            say_problem(_usage(error))
            return error.exit_code
        except (KeyboardInterrupt, typer.Abort):
            return INTERRUPTED
        except OSError as error:
            say_problem(_of_system(error))
            return CANNOT
        except Exception:
            _LOG.exception("unforeseen error")
            say_problem("程序出错了，上面的内容请发给维护人员。数据没有改动一半。")
            return CANNOT
        return answer if isinstance(answer, int) else 0


def _refuse_control_characters(words: Sequence[str]) -> None:
    """BadInput for a word that no register could hold: half characters, control characters."""
    if not all(map(is_plain_text, words)):
        raise BadInput("命令里有看不见的控制字符，请重新输入。", code=CONTROL_CHARACTER)


def say_problem(text: str) -> None:
    """One line on standard error."""
    typer.echo(" ".join(text.split()), err=True)


def _words(error: DujiError | CommitFailed) -> str:
    if isinstance(error, CommitFailed):
        error = error.reason
    return _BY_CODE.get(error.specific_code, error.message)


def _usage(error: TyperException) -> str:
    """What is wrong with how the command was written, and where to look."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "duji"
    return f"{_fault(error)}用法请看：{command} --help"


def _fault(error: TyperException) -> str:
    """The usual faults in Chinese; what is rare stays in the library's own words."""
    name, said = type(error).__name__, error.format_message()
    parameter = getattr(error, "param", None)
    shown = " ".join(filter(None, (_shown(parameter), getattr(parameter, "help", None))))
    if name == "NoSuchOption":
        return f"没有 {getattr(error, 'option_name', '这个')} 这个选项。"
    if name == "NoArgsIsHelpError":
        return "请写明要做什么。"
    if name == "MissingParameter":
        return f"缺少 {shown}"
    if name == "BadParameter":
        return f"这个值不对：{shown}"
    if said.startswith("No such command"):
        return f"没有 {said.split()[-1].strip(chr(39) + '.')} 这个命令。"
    return f"命令写得不对：{said}"


def _shown(parameter: Any) -> str:
    """The parameter as one writes it."""
    if parameter is None:
        return ""
    longest = max(parameter.opts, key=len, default="")
    return longest if longest.startswith("-") else (parameter.metavar or longest).upper()


def _of_system(error: OSError) -> str:
    if is_disk_full(error):
        return _BY_CODE["disk_full"]
    where = f" {error.filename}" if error.filename else ""
    return f"读写{where} 时系统报错：{error.strerror or error}。"
