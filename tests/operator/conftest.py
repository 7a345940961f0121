"""The product's own commands, over a world."""

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.web.client import Site
from tests.world import World


@pytest.fixture
def app(world: World) -> Flask:
    return Site(world).app


@pytest.fixture
def command(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()
