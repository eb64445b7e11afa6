"""`stipple login`, `logout`, `whoami`."""

from __future__ import annotations

import sys

import click

from stipple.client import Client
from stipple.command_line.output import Output, json_option, say
from stipple.command_line.session import client
from stipple.configuration import Account, config_file, forget, keep


@click.command()
@click.argument("url")
def login(url: str) -> None:
    """Keep the address of a server and a token for it.

    Make a token on the page of your account. It is asked for, or read from stdin where that is no terminal.
    """
    url = url.rstrip("/")
    if "://" not in url:
        url = "https://" + url
    say(f"Make a token at {url}/account and paste it here.") if sys.stdin.isatty() else None
    token = click.prompt("Token", hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.readline()
    if not token.strip():
        raise click.UsageError("There was no token on stdin.")
    with Client(url, token.strip()) as trying:
        me = trying.people.me()
    path = keep(Account(url, token.strip()))
    say(f"Logged in at {url} as {me['username']}; the token is kept in {path}.")


@click.command()
def logout() -> None:
    """Forget the server and the token. The token stays valid: take it back on the page of your account."""
    say("Logged out." if forget() else f"You were not logged in ({config_file()} does not exist).")


@click.command()
@json_option
def whoami(as_json: bool) -> None:
    """Tell whose token this is, and which teams they are in."""
    with client() as here:
        me = here.people.me()
    teams = ", ".join(f"{team['name']} ({team['id']}, {team['role']})" for team in me["organizations"]) or "no team"
    Output(as_json).result({**me, "url": here.url}, f"{me['username']} at {here.url}: {teams}")
