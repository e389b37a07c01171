"""Providers of messages that call a deployment back, as they would from outside: signed, and through the front door."""

import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from werkzeug.test import TestResponse

from alongside.core.web.application import create_app
from alongside.plugins.channels import govuk_notify, sms_gateway
from tests.support.deployment import Deployment
from tests.support.notify_server import API_KEY, EMAIL_TEMPLATE, SMS_TEMPLATE, NotifyServer

TOKEN = "a bearer token of this deployment"
SECRET = "a secret of this deployment and its gateway"
NOTIFY = "govuk_notify_sms"
GATEWAY = "sms_gateway"


def add_providers(deployment: Deployment, server: NotifyServer, *, first: bool = False) -> None:
    """Set up Notify and a gateway beside the post box; `first` = texts leave through Notify and not through the box."""
    settings: Any = SimpleNamespace(
        channels={
            "govuk_notify": {
                "api_key": API_KEY,
                "base_url": server.url,
                "sms_template": SMS_TEMPLATE,
                "email_template": EMAIL_TEMPLATE,
                "callback_token": TOKEN,
                "timeout": 2,
            },
            "sms_gateway": {"url": "https://gateway.example.org", "callback_secret": SECRET},
        }
    )
    added = (*govuk_notify.alongside_channels(settings), *sms_gateway.alongside_channels(settings))
    there = deployment.services.catalogue.channels
    channels = (*added, *there) if first else (*there, *added)
    catalogue = replace(deployment.services.catalogue, channels=channels)
    deployment.services = replace(deployment.services, catalogue=catalogue)
    deployment.app = create_app(deployment.services)


def notify_calls(deployment: Deployment, *, token: str = TOKEN, **told: str | None) -> TestResponse:
    """Let Notify call back."""
    return deployment.app.test_client().post(
        f"/callbacks/{NOTIFY}", data=json.dumps(told), headers={"Authorization": f"Bearer {token}"}
    )


def gateway_calls(deployment: Deployment, *, secret: str = SECRET, **told: str) -> TestResponse:
    """Let the gateway call back."""
    body, written = json.dumps(told).encode(), str(int(deployment.moment.now.timestamp()))
    signature = hmac.new(secret.encode(), written.encode() + b"." + body, "sha256").hexdigest()
    headers = {"X-Signature": signature, "X-Timestamp": written}
    return deployment.app.test_client().post(f"/callbacks/{GATEWAY}", data=body, headers=headers)


def written(moment: datetime) -> str:
    """Return a moment as Notify writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
