"""Which vault, by which passphrase and by whom; and the making of a vault."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from mappa_desk.cli.ports import Desk
from mappa_desk.cli.words import say
from mappa_desk.domain.errors import KnownStoreError, RuleError, VaultMissing
from mappa_desk.services.people import add_keyholder, keyholders
from mappa_desk.services.work import Work

_PASSPHRASE_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class Access:
    """What the three options say that every command on a vault takes."""

    vault: Path
    passphrase_file: str
    acting: str

    def passphrase(self, *, new: bool = False) -> str:
        """The passphrase from the file, from standard input ("-") or asked for on a terminal, twice when new.

        Raises RuleError for a file that cannot be read, UsageError when there is nobody to ask.
        """
        if self.passphrase_file:
            return secret_from(self.passphrase_file)
        if not sys.stdin.isatty():
            raise click.UsageError(say("no_passphrase"))
        typed: str = click.prompt(say("ask_passphrase"), hide_input=True, err=True, confirmation_prompt=new)
        return typed


def secret_from(source: str) -> str:
    """The first line of a file, or of standard input for "-". Raises RuleError for a file without one."""
    if source == "-":
        return _first_line(sys.stdin.readline(_PASSPHRASE_LIMIT))
    return read_passphrase(Path(source))


def with_access(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options --vault, --passphrase-file and --as, handed on as `access`; and `desk`."""

    @click.option("--vault", type=click.Path(path_type=Path, file_okay=False), help=say("vault_help"))
    @click.option("--passphrase-file", default="", metavar="FILE", help=say("passphrase_help"))
    @click.option("--as", "acting", default="", metavar="NAME", help=say("as_help"))
    @click.pass_obj
    @functools.wraps(command)
    def taking(
        desk: Desk, /, *, vault: Path | None, passphrase_file: str, acting: str, **options: Any
    ) -> Any:
        folder = vault or desk.default_folder(practice=bool(options.get("practice")))
        return command(desk, Access(folder, passphrase_file, acting), **options)

    return taking


@contextmanager
def opened(desk: Desk, access: Access, *, read_only: bool = False) -> Iterator[Work]:
    """The work of the vault, signed by the person of --as; the vault is closed on leaving.

    Without --as the only keyholder acts, or nobody. Raises a KnownStoreError when the vault does not open and
    RuleError for a name that is not a keyholder's.
    """
    if not desk.holds_vault(access.vault):
        raise VaultMissing(say("no_vault", folder=access.vault))
    work = desk.open(access.vault, access.passphrase(), read_only=read_only)
    try:
        yield _signed(work, access.acting)
    finally:
        desk.close()


def _signed(work: Work, name: str) -> Work:
    holders = keyholders(work)
    if not name:
        return work.signed(holders[0]) if len(holders) == 1 else work
    for person in holders:
        if person.name.casefold() == name.strip().casefold():
            return work.signed(person)
    raise RuleError(say("no_keyholder", name=name.strip()))


@click.command("init", help=say("init.help"))
@click.option("--practice", is_flag=True, help=say("init.practice_help"))
@click.option("--no-recovery", "understood", default="", metavar="WORDS", help=say("init.no_recovery_help"))
@with_access
def init_command(desk: Desk, access: Access, *, practice: bool, understood: str) -> None:
    """Makes a vault."""
    if desk.holds_vault(access.vault):
        raise KnownStoreError(say("init.exists", folder=access.vault))
    if not practice and not understood and sys.stdin.isatty():
        click.echo(say("init.no_recovery_ask", words=desk.recovery_sentence), err=True)
        understood = click.prompt("", prompt_suffix="> ", err=True)
    work = desk.create(
        access.vault, access.passphrase(new=True), practice=practice, understood=understood.strip()
    )
    if access.acting:
        add_keyholder(work, name=access.acting)
    cases = say("init.with_cases") if practice else ""
    click.echo(say("init.done", folder=access.vault, cases=cases).strip())


def read_passphrase(path: Path) -> str:
    """The first line of a file. Raises RuleError for one that cannot be read or is not text."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            return _first_line(file.readline(_PASSPHRASE_LIMIT))
    except UnicodeDecodeError:
        raise RuleError(say("passphrase_unreadable", file=path)) from None
    except OSError as error:
        raise RuleError(say("passphrase_missing", file=path)) from error


def _first_line(text: str) -> str:
    return text.removesuffix("\n").removesuffix("\r")
