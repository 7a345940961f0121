"""For whoever runs the product: commands, the worker, health, figures, logs, and the checks of a start."""

from flask import Flask

from portals.web import services

from . import checks, commands, health, import_export, logs, metrics, outbox_page, requests, seeding, serve, worker


def init_app(app: Flask) -> None:
    """Register all of it; the demo's outbox page exists in development only."""
    settings = services(app).settings
    logs.configure(readable=not settings.production)
    requests.init_app(app, metrics.Figures())
    app.register_blueprint(health.bp)
    if not settings.production:
        app.register_blueprint(outbox_page.bp)
    for command in (*commands.COMMANDS, *import_export.COMMANDS, worker.work, serve.serve, seeding.seed):
        app.cli.add_command(command)
    checks.refuse_unsafe_start(app)
