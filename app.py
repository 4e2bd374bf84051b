"""The app: settings, store, views, and the one place where a request commits."""

from typing import Any

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

import cli
import config
import logs
from models.base import db
from models.engines import make_engines
from views import access, assets, auth, converters, errors, headers, sites, wire, words
from views.desk import (
    claim_list,
    claimants,
    claims,
    documents,
    evidence,
    home,
    notes,
    sources,
    topics,
    verdicts,
)
from views.embed import claims as embeds
from views.health import health
from views.public import about, checks, dashboard

BLUEPRINTS = (
    health,
    checks.public,
    dashboard.dashboard,
    about.about,
    embeds.embed,
    home.desk,
    documents.documents,
    claim_list.claim_list,
    claims.claims,
    evidence.evidence,
    verdicts.verdicts,
    notes.notes,
    sources.sources,
    claimants.claimants,
    topics.topics,
)

READING = {"GET", "HEAD", "OPTIONS"}


class Assay(Flask):
    """Flask, with one commit a request: after the view, before the answer leaves."""

    def dispatch_request(self) -> Response:
        answer: Response = self.make_response(super().dispatch_request())
        if request.method not in READING and answer.status_code < 400:
            db.commit()
        return answer


def create_app(settings: dict[str, Any] | None = None) -> Assay:
    """Build the app. `settings` go over what the environment says (tests use this)."""
    values = config.load(over=settings)
    app = Assay("assay", root_path=str(config.ROOT), instance_path=str(values["INSTANCE_PATH"]))
    app.config.from_mapping(values)
    app.config.update(
        MAX_CONTENT_LENGTH=values["LARGEST_REQUEST"],
        MAX_FORM_MEMORY_SIZE=values["LARGEST_REQUEST"],
        SESSION_COOKIE_NAME="assay_desk",
        SESSION_COOKIE_PATH="/desk",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=values["PRODUCTION"],
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        TEMPLATES_AUTO_RELOAD=False,
    )
    if values["TRUSTED_PROXIES"]:
        hops = values["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    app.wsgi_app = wire.guarded(app.wsgi_app)  # type: ignore[method-assign, assignment]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["assay.engines"] = make_engines(
        values["DATABASE_URL"], values["PUBLIC_DATABASE_URL"]
    )
    app.teardown_appcontext(lambda error: db.remove())
    logs.init(app)
    converters.init(app)
    assets.init(app)
    sites.init(app)
    words.init(app)
    headers.init(app)
    errors.init(app)
    access.init(app)
    auth.init(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    cli.init(app)
    return app
