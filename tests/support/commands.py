"""Runs commands of `flask` on a test's app."""

from collections.abc import Callable

from click.testing import Result
from flask import Flask

Run = Callable[..., Result]


def runner(app: Flask) -> Run:
    """`run("demo", "--remove", input="y\\n")`: the result; a traceback fails the test."""

    def run(*words: str, code: int = 0, **more: str) -> Result:
        result = app.test_cli_runner().invoke(args=words, **more)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return run
